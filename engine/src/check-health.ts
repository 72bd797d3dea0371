import type { Bus } from "./bus/bus.ts";
import { DomainError } from "./errors.ts";
import type { KeyCheck } from "./jobs/secrets/key-check.ts";
import type { Loop } from "./runtime/loop.ts";
import type { Check, Health } from "./runtime/service/probes.ts";
import type { Telemetry } from "./runtime/telemetry.ts";
import type { Store } from "./store/store.ts";

type Deps = {
  store: Store;
  bus: Bus;
  telemetry: Telemetry;
  loops: Record<string, Loop>;
  key: Pick<KeyCheck, "check">;
};

/**
 * Checks an engine's store, bus, loops and key. A lost bus leaves the engine able to work: events wait
 * in the outbox. The details are public, so they hold neither addresses nor a driver's messages.
 */
export async function checkHealth({ store, bus, telemetry, loops, key }: Deps): Promise<Health> {
  const late = Object.entries(loops).flatMap(([name, loop]) => (loop.healthy() ? [] : [name]));
  const checks = {
    store: await checkStore(store, telemetry),
    bus: bus.health(),
    ...(key.check().ok ? {} : { key: key.check() }),
    loops: {
      ok: late.length === 0,
      detail: late.length === 0 ? "on time" : `late: ${late.join(", ")}`,
    },
  };
  return { ok: checks.store.ok && checks.loops.ok && key.check().ok, checks };
}

/** Logs an error that the store does not declare; its message stays out of the reply. */
async function checkStore(store: Store, { log }: Telemetry): Promise<Check> {
  try {
    await store.ping();
    return { ok: true, detail: "answers" };
  } catch (error) {
    if (error instanceof DomainError) return { ok: false, detail: error.message };
    log.warn("health.failed", { error: String(error) });
    return { ok: false, detail: "it refuses what it is asked" };
  }
}
