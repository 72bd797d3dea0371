/**
 * Returns the action that runs a service as a process of its own, as `node <part>/src/main.ts`
 * does. Only the code of that service is loaded.
 */
export function runPart(part: "scheduler" | "worker" | "notifier"): () => Promise<void> {
  return async () => {
    await import(import.meta.resolve(`@formwork/${part}/main`));
  };
}
