import { DomainError } from "./errors.ts";
import type { Clock } from "./runtime/clock.ts";
import { withTimeout } from "./runtime/flow/with-timeout.ts";
import type { Check } from "./runtime/service/probes.ts";
import type { Telemetry } from "./runtime/telemetry.ts";
import type { Store } from "./store/store.ts";

type Deps = { store: Pick<Store, "ping" | "writeFault">; telemetry: Telemetry; clock: Clock };

/** Milliseconds for which a probe waits for the store: a busy machine needs the rest of its second. */
const maxWaitMs = 300;
/** Milliseconds after which a store that has not answered counts as away. */
const silenceMs = 2000;

/**
 * Makes the check of a store. It answers within a second: where the store takes longer, with what was
 * known last, and after two seconds with that it is silent. Probes share a question that is open.
 */
export function createStoreCheck({ store, telemetry, clock }: Deps): () => Promise<Check> {
  let last: Check = { ok: false, detail: "has not answered yet" };
  let asking: { since: number; done: Promise<void> } | undefined;

  async function ask() {
    last = await checkStore(store, telemetry);
    asking = undefined;
  }
  return async () => {
    asking ??= { since: clock.monotonic(), done: ask() };
    const { since, done } = asking;
    await withTimeout(done, maxWaitMs, () => undefined);
    const silentMs = asking === undefined ? 0 : clock.monotonic() - since;
    if (silentMs > silenceMs)
      return { ok: false, detail: `has not answered for ${Math.round(silentMs / 1000)} s` };
    const fault = store.writeFault();
    return last.ok && fault !== null ? { ok: false, detail: fault } : last;
  };
}

/** Logs an error that the store does not declare; its message stays out of the reply. */
async function checkStore(store: Pick<Store, "ping">, { log }: Telemetry): Promise<Check> {
  try {
    await store.ping();
    return { ok: true, detail: "answers" };
  } catch (error) {
    if (error instanceof DomainError) return { ok: false, detail: error.message };
    log.warn("health.failed", { error: String(error) });
    return { ok: false, detail: "it refuses what it is asked" };
  }
}
