import { wait } from "./wait.ts";

/** How a handler ended. `aborted`: it did not end by itself after its signal had aborted. */
export type Ending =
  | { ended: "returned"; result: unknown }
  | { ended: "thrown"; error: unknown }
  | { ended: "aborted" };

/** How long a handler has to end once its signal has aborted, in milliseconds. */
const graceMs = 5000;

/** Runs a handler. One that does not heed its signal is left alone: a function cannot be killed. */
export async function runHandler(signal: AbortSignal, handler: () => unknown): Promise<Ending> {
  const over = new AbortController();
  const ended = Promise.resolve()
    .then(handler)
    .then(
      (result): Ending => ({ ended: "returned", result }),
      (error: unknown): Ending => ({ ended: "thrown", error }),
    );
  const abandoned = aborted(signal, over.signal)
    .then(() => wait(graceMs, over.signal))
    .then((): Ending => ({ ended: "aborted" }));
  const ending = await Promise.race([ended, abandoned]);
  over.abort();
  return ending;
}

/** Resolves when either signal aborts. */
function aborted(signal: AbortSignal, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true, signal: over });
    over.addEventListener("abort", () => resolve(), { once: true });
  });
}
