import { createAccounts } from "./accounts/create-accounts.ts";
import { type Bus, topics } from "./bus/bus.ts";
import type { Engine } from "./engine.ts";
import { DomainError } from "./errors.ts";
import { cancelJob, deleteJob, dismissJob, rerunJob, retryJob } from "./jobs/control.ts";
import { countJobs, getJob, listAttempts, listEvents, listJobs, readLog } from "./jobs/list.ts";
import { createSecrets } from "./jobs/secrets.ts";
import { submitJob } from "./jobs/submit.ts";
import { submitBatch } from "./jobs/submit-batch.ts";
import { createRelay, relayEvents } from "./loops/relay.ts";
import { createRescue } from "./loops/rescue.ts";
import { createStage } from "./loops/stage.ts";
import type { Clock } from "./runtime/clock.ts";
import type { Loop } from "./runtime/loop.ts";
import type { Telemetry } from "./runtime/telemetry.ts";
import type { Store } from "./store/store.ts";
import { createRegistry } from "./templates/registry.ts";
import { createSandbox } from "./templates/sandbox/sandbox.ts";
import { createWork } from "./work/create-work.ts";

export type EngineOptions = {
  store: Store;
  bus: Bus;
  clock: Clock;
  telemetry: Telemetry;
  /** Folder of template files; null reads none (a worker takes what was published). */
  templatesFolder: string | null;
  /** Signs tokens; the key of payload secrets is derived from it. */
  secret: string;
  leaseMs: number;
  rescueMs: number;
  /**
   * Background duties of this process: a scheduler has both, a worker none. Every process relays
   * its own events.
   */
  loops: readonly ("stage" | "rescue")[];
};

/** Puts the engine together. Nothing runs before `start`. */
export function createEngine(options: EngineOptions): Engine {
  const { store, bus, clock, telemetry } = options;
  const relay = createRelay({ store, bus, clock, telemetry });
  const committed = announcer(bus, relay);
  const secrets = createSecrets(options.secret);
  const sandbox = createSandbox({ telemetry });
  const templates = createRegistry({
    store,
    bus,
    sandbox,
    telemetry,
    clock,
    folder: options.templatesFolder,
  });
  const accounts = createAccounts({
    store,
    clock,
    telemetry,
    secret: options.secret,
    onSignedOut: (sessionId) => bus.signal(topics.signedOut, { sessionId }),
  });
  const loops: Record<string, Loop> = {
    relay,
    ...(options.loops.includes("stage")
      ? { stage: createStage({ store, clock, telemetry, committed }) }
      : {}),
    ...(options.loops.includes("rescue")
      ? { rescue: createRescue({ store, bus, clock, telemetry, committed, ms: options.rescueMs }) }
      : {}),
  };
  // A worker of this process may so claim a job in the commit that stores it, and both wait for the
  // disk once.
  const storing = () => (bus.inProcess ? bus.signal(topics.work, {}) : undefined);
  const deps = {
    store,
    bus,
    clock,
    templates,
    secrets,
    committed,
    storing,
    leaseMs: options.leaseMs,
  };
  return {
    store,
    bus,
    templates,
    accounts,
    work: createWork(deps),
    jobs: {
      submit: (params) =>
        telemetry.span("job.submit", { template: params.input.template }, () =>
          submitJob(deps, params),
        ),
      submitBatch: (params) =>
        telemetry.span("job.submit-batch", { jobs: params.inputs.length }, () =>
          submitBatch(deps, params),
        ),
      get: (params) => getJob(deps, params),
      list: (params) => listJobs(deps, params),
      stats: () => countJobs(deps),
      events: (params) => listEvents(deps, params),
      attempts: (params) => listAttempts(deps, params),
      logs: (params) => readLog(deps, params),
      cancel: (params) =>
        telemetry.span("job.cancel", { jobId: params.id }, () => cancelJob(deps, params)),
      retry: (params) =>
        telemetry.span("job.retry", { jobId: params.id }, () => retryJob(deps, params)),
      dismiss: (params) =>
        telemetry.span("job.dismiss", { jobId: params.id }, () => dismissJob(deps, params)),
      rerun: (params) =>
        telemetry.span("job.rerun", { jobId: params.id }, () => rerunJob(deps, params)),
      delete: (params) =>
        telemetry.span("job.delete", { jobId: params.id }, () => deleteJob(deps, params)),
    },
    async start() {
      await Promise.all([store.open(), bus.open()]);
      if (options.templatesFolder !== null) await templates.readFolder();
      for (const loop of Object.values(loops)) loop.start();
    },
    async stop() {
      await Promise.all(Object.values(loops).map((loop) => loop.stop()));
      await relayEvents({ store, bus }).catch((error) =>
        telemetry.log.warn("relay.unfinished", { error: String(error) }),
      );
      await templates.close();
      await bus.close();
      await store.close();
    },
    health: () => health({ store, bus, telemetry, loops }),
  };
}

/**
 * After a commit: its events go to the bus at once, and workers hear that there may be work, once
 * per turn of the event loop.
 */
function announcer(bus: Bus, relay: Loop): (change: { work: boolean }) => void {
  let announced = false;
  return ({ work }) => {
    relay.wake();
    if (!work || announced) return;
    announced = true;
    setImmediate(() => {
      announced = false;
      bus.signal(topics.work, {});
    });
  };
}

type Checked = { store: Store; bus: Bus; telemetry: Telemetry; loops: Record<string, Loop> };

/** Anybody may ask for it: it names nothing that only the log should. */
async function health({ store, bus, telemetry, loops }: Checked): ReturnType<Engine["health"]> {
  const answering = await store.ping().then(
    () => ({ ok: true, detail: "answers" }),
    (error) => ({ ok: false, detail: refusalOf(error, telemetry) }),
  );
  const stuck = Object.entries(loops).flatMap(([name, loop]) => (loop.healthy() ? [] : [name]));
  const checks = {
    store: answering,
    bus: bus.health(),
    loops: {
      ok: stuck.length === 0,
      detail: stuck.length === 0 ? "on time" : `late: ${stuck.join(", ")}`,
    },
  };
  return { ok: checks.store.ok && checks.loops.ok, checks };
}

/** A refusal has words for anybody; what was never foreseen has none. */
function refusalOf(error: unknown, { log }: Telemetry): string {
  if (error instanceof DomainError) return error.message;
  log.warn("health.failed", { error: String(error) });
  return "it refuses what it is asked";
}
