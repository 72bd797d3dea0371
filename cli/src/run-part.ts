/**
 * Runs a part as a process of its own: the same file as `node <part>/src/main.ts`, found when it is
 * asked for.
 */
export function runPart(part: "scheduler" | "worker" | "notifier"): () => Promise<void> {
  return async () => {
    await import(import.meta.resolve(`@formwork/${part}/main`));
  };
}
