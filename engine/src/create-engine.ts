import { accessTable } from "./access/access-table.ts";
import { createAccess } from "./access/create-access.ts";
import type { Accounts } from "./accounts/accounts.ts";
import { createAccounts } from "./accounts/create-accounts.ts";
import { createLookUps } from "./accounts/look-ups.ts";
import type { SessionTimes } from "./accounts/sessions/session-times.ts";
import { createAnnouncers } from "./announcements/create-announcers.ts";
import { createAudit } from "./audit/create-audit.ts";
import { haltDraft, removalDraft } from "./audit/system-draft.ts";
import { actionsTable, targetsTable } from "./bulk/action-tables.ts";
import { createActions } from "./bulk/create-actions.ts";
import { type Bus, topics } from "./bus/bus.ts";
import { checkHealth } from "./check-health.ts";
import { createDeadLetters } from "./dead-letters/create-dead-letters.ts";
import type { Engine } from "./engine.ts";
import { createJobs } from "./jobs/create-jobs.ts";
import { createKeyCheck } from "./jobs/secrets/key-check.ts";
import { createKeyRing } from "./jobs/secrets/key-ring.ts";
import { sealKeysTable } from "./jobs/secrets/seal-key-table.ts";
import { createSecrets } from "./jobs/secrets/secrets.ts";
import { createAnnounce } from "./loops/announce.ts";
import { createBulk } from "./loops/bulk.ts";
import { createCompareKeys } from "./loops/compare-keys.ts";
import { createCount } from "./loops/count.ts";
import { createFinishAudit } from "./loops/finish-audit.ts";
import { createFire } from "./loops/fire.ts";
import { createGroupErrors } from "./loops/group-errors.ts";
import { createMeasure } from "./loops/measure.ts";
import { createPrune } from "./loops/prune.ts";
import { createRelay, relayEvents } from "./loops/relay.ts";
import { createRescue, rescueJobs } from "./loops/rescue.ts";
import { createReseal } from "./loops/reseal.ts";
import { createStage } from "./loops/stage.ts";
import { createWatch } from "./loops/watch.ts";
import { createNumbers } from "./projections/create-numbers.ts";
import { createClaimLimits } from "./queues/claim-limits.ts";
import { createQueues } from "./queues/create-queues.ts";
import { queuesTable } from "./queues/queue-table.ts";
import { createRates } from "./rates/create-rates.ts";
import { createKnownLimits } from "./rates/known-limits.ts";
import { ratesTable } from "./rates/rate-table.ts";
import { passesTable } from "./reseal/pass-table.ts";
import { sealedPlaces } from "./reseal/sealed-places.ts";
import { showSealKeys } from "./reseal/show-seal-keys.ts";
import { createCleanUp } from "./retention/clean-up.ts";
import { createRetentions } from "./retention/create-retentions.ts";
import { createAuditPruning } from "./retention/prune-audit-log.ts";
import { pruneTable } from "./retention/prune-table.ts";
import type { Clock } from "./runtime/clock.ts";
import { throttle } from "./runtime/flow/throttle.ts";
import type { Loop } from "./runtime/loop.ts";
import { watchFileLimit } from "./runtime/service/file-limit.ts";
import type { ProviderConfig } from "./runtime/settings/provider-settings.ts";
import { sparing } from "./runtime/sparing.ts";
import type { Telemetry } from "./runtime/telemetry.ts";
import { createSchedules } from "./schedules/create-schedules.ts";
import type { FindMaker, Maker } from "./schedules/makers/makers.ts";
import { pauseOfMaker } from "./schedules/makers/pause-of-maker.ts";
import { type StoredSchedule, schedulesTable, slotsTable } from "./schedules/schedule-tables.ts";
import { createSecretStore } from "./secrets/create-secret-store.ts";
import { createResolveSecrets } from "./secrets/resolve-secrets.ts";
import { secretsTable } from "./secrets/secret-table.ts";
import { changeLimits, readLimits } from "./settings/limits.ts";
import { reportLimits } from "./settings/report-limits.ts";
import { settingsTable } from "./settings/setting-table.ts";
import { measureStore } from "./store/measure-store.ts";
import type { Store } from "./store/store.ts";
import { createStoreCheck } from "./store-check.ts";
import { createRegistry } from "./templates/registry.ts";
import { createSandbox } from "./templates/sandbox/sandbox.ts";
import { createViews } from "./views/create-views.ts";
import { viewsTable } from "./views/view-table.ts";
import { explainWait } from "./waits/explain-wait.ts";
import { createWork } from "./work/create-work.ts";
import { createRemoteWork } from "./work/remote/create-remote-work.ts";
import { createWorkers } from "./workers/create-workers.ts";
import { workersTable } from "./workers/worker-table.ts";

/** Whole minutes over which the rates of queues are averaged. */
const rateMinutes = 5;

export type EngineOptions = {
  store: Store;
  bus: Bus;
  clock: Clock;
  telemetry: Telemetry;
  /** Folder of template files; null reads none and takes the templates that are published. */
  templatesFolder: string | null;
  /** Signs tokens, and hashes requests. */
  secret: string;
  /** How long tokens and sessions last; the usual lengths when absent. */
  sessions?: SessionTimes;
  /** The OpenID provider that users may sign in with, if there is one. */
  provider?: ProviderConfig | null | undefined;
  /** Reads the keys of secrets in payloads: the first one seals, all of them open. */
  sealKeys: () => readonly string[];
  /** Whether the first of them is the key of the store from now on, although another one was. */
  acceptNewKey?: boolean;
  /** Length of a lease in milliseconds. */
  leaseMs: number;
  /** Milliseconds between two searches for lost leases. */
  rescueMs: number;
  /** Loops beside the relay, which every process runs for the events that it stores. */
  loops: readonly (
    | "stage"
    | "rescue"
    | "fire"
    | "group-errors"
    | "count"
    | "measure"
    | "watch"
    | "bulk"
    | "prune"
    | "reseal"
    | "finish-audit"
  )[];
};

/** Creates an engine from its parts. Nothing runs before `start`. */
export function createEngine(options: EngineOptions): Engine {
  const { bus, clock, telemetry, secret, leaseMs, templatesFolder } = options;
  const store = measureStore(options.store, telemetry);
  const checkStore = createStoreCheck({ store, telemetry, clock });
  const files = watchFileLimit({ telemetry });
  const relay = createRelay({ store, bus, clock, telemetry });
  const dueSooner = dueSignal(bus);
  const committed = announcer({ bus, relay, dueSooner });
  const ring = createKeyRing(options.sealKeys);
  const secrets = createSecrets({ ring, secret });
  const storedSecrets = { table: store.table(secretsTable), secrets, clock };
  const resolveSecrets = createResolveSecrets(storedSecrets);
  const sandbox = createSandbox({ telemetry });
  const announcers = createAnnouncers({ store, bus, clock });
  const templates = createRegistry({
    store,
    announce: announcers.templates.announce,
    sandbox,
    telemetry,
    clock,
    folder: templatesFolder,
    secretFaults: resolveSecrets.faults,
  });
  const queues = store.table(queuesTable);
  const settings = store.table(settingsTable);
  const knownLimits = createKnownLimits({ read: () => readLimits(settings), clock, telemetry });
  const rates = createRates({
    rows: store.table(ratesTable),
    now: store.now,
    limits: knownLimits,
    telemetry,
  });
  const access = createAccess({
    ...{ lists: store.table(accessTable), clock, telemetry },
    requireTemplate: (name) => templates.stored({ name }),
    changed: () => accounts.forgetAll(),
  });
  /** Nobody waits for it; a schedule that it does not reach pauses when it is due. */
  function pauseSchedulesOf(userId: string): void {
    pauseOfMaker({ ...scheduleDeps, maker: accounts.maker }, userId).catch((error) =>
      telemetry.log.warn("schedules.unpaused", { userId, error: String(error) }),
    );
  }
  const accounts = createAccounts({
    store,
    rates,
    clock,
    telemetry,
    secret,
    times: options.sessions,
    barredFor: access.barredFor,
    ...{ onEnded: pauseSchedulesOf, onIdle: pauseSchedulesOf },
    provider: options.provider,
    onSignedOut: (sessionId) => bus.signal(topics.signedOut, { sessionId }),
  });
  const audit = createAudit({ store, telemetry });
  const limits = createClaimLimits({ queues, settings, clock, telemetry });
  const sealKeys = store.table(sealKeysTable);
  const key = createKeyCheck({
    ...{ settings, sealKeys, ring, clock, telemetry },
    acceptNew: options.acceptNewKey === true,
  });
  const deps = {
    store,
    bus,
    clock,
    telemetry,
    templates,
    secrets,
    ...{ resolve: resolveSecrets.resolve, known: resolveSecrets.known },
    key,
    leaseMs,
    limits,
    committed,
    // Lets a worker of this process claim a job in the commit that stores it: one disk sync less.
    storing: () => (bus.inProcess ? bus.signal(topics.work, {}) : undefined),
  };
  const schedules = store.table(schedulesTable);
  const scheduleDeps = {
    ...deps,
    schedules,
    slots: store.table(slotsTable),
    announce(changed: readonly StoredSchedule[]) {
      dueSooner();
      return announcers.schedules.announce(changed);
    },
    halted: (schedule: { id: string; reason: string }) => void audit.record(haltDraft(schedule)),
    maker: sparingMakers(clock, accounts),
  };
  const numbers = createNumbers(deps);
  const queueDeps = {
    ...{ store, queues, limits, clock, telemetry, committed },
    loads: sparing(clock, store.queueLoads),
    named: sparing(clock, templates.queues),
    rates: sparing(clock, () => numbers.queueRates({ minutes: rateMinutes })),
    announce: announcers.queues.announce,
  };
  const workerDeps = {
    ...{ store, bus, clock, telemetry, workers: store.table(workersTable) },
    announce: announcers.workers.announce,
  };
  const actionDeps = {
    ...deps,
    actions: store.table(actionsTable),
    targets: store.table(targetsTable),
    announce: announcers.actions.announce,
    current: accounts.current,
  };
  const retentionDeps = {
    ...deps,
    settings,
    runs: store.table(pruneTable),
    announce: announcers.retention.announce,
    saved: () => loops.prune?.wake(),
    pruned: (removed: { jobs: number; logs: number }) => void audit.record(removalDraft(removed)),
  };
  const resealDeps = {
    ...{ sealKeys, ring, key, clock, telemetry },
    passes: store.table(passesTable),
    places: sealedPlaces({ store, secrets, ring }),
  };
  const workers = createWorkers(workerDeps);
  const work = createWork(deps);
  const remote = createRemoteWork({ ...deps, work, workers, secret });
  const { loads } = queueDeps;
  const waitDeps = { store, queues, limits, loads, workers };
  const loops: Record<string, Loop> = {
    relay,
    "compare-keys": createCompareKeys({ ring, key, telemetry, clock }),
  };
  if (options.loops.includes("stage")) loops.stage = createStage({ ...deps, limits: knownLimits });
  if (options.loops.includes("rescue"))
    loops.rescue = createRescue({ ...deps, ms: options.rescueMs });
  if (options.loops.includes("fire")) {
    loops.fire = createFire(scheduleDeps);
    loops.announce = createAnnounce({ announcers, telemetry, clock });
  }
  if (options.loops.includes("watch")) loops.watch = createWatch(workerDeps);
  if (options.loops.includes("group-errors")) loops["group-errors"] = createGroupErrors(deps);
  if (options.loops.includes("bulk")) loops.bulk = createBulk(actionDeps);
  if (options.loops.includes("count")) loops.count = createCount(deps);
  if (options.loops.includes("prune"))
    loops.prune = createPrune({
      ...deps,
      cleanUp: createCleanUp(retentionDeps),
      pruneAudit: createAuditPruning({ settings, audit, clock }),
    });
  if (options.loops.includes("reseal")) loops.reseal = createReseal(resealDeps);
  if (options.loops.includes("finish-audit"))
    loops["finish-audit"] = createFinishAudit({ audit, telemetry, clock });
  if (options.loops.includes("measure")) loops.measure = createMeasure({ ...deps, workers });
  return {
    store,
    bus,
    templates,
    access,
    accounts,
    rates,
    audit,
    work,
    remote,
    jobs: createJobs(deps),
    deadLetters: createDeadLetters(deps),
    actions: createActions({ ...actionDeps, started: () => loops.bulk?.wake() }),
    schedules: createSchedules(scheduleDeps),
    queues: createQueues(queueDeps),
    retention: createRetentions(retentionDeps),
    numbers,
    workers,
    sealing: { status: () => showSealKeys(resealDeps) },
    secrets: createSecretStore({ ...storedSecrets, templates, telemetry }),
    views: createViews({ views: store.table(viewsTable), clock }),
    waits: { explain: (params) => explainWait(waitDeps, params) },
    settings: {
      limits: () => readLimits(settings),
      limitsReport: () => reportLimits(store),
      async setLimits({ change }) {
        const stored = await changeLimits(settings, change);
        limits.forget();
        rates.learn(stored);
        committed({ work: true });
        return stored;
      },
    },
    takeOver: async ({ workerIds }) => void (await rescueJobs(deps, workerIds)),
    async start() {
      await Promise.all([store.open(), bus.open()]);
      await key.compare();
      if (templatesFolder !== null) await templates.readFolder();
      for (const loop of Object.values(loops)) loop.start();
      remote.start();
    },
    async stop() {
      await remote.stop();
      const { count, ...others } = loops;
      await Promise.all([limits, rates, ...Object.values(others)].map((loop) => loop.stop()));
      await relayEvents({ store, bus }).catch((error) =>
        telemetry.log.warn("relay.unfinished", { error: String(error) }),
      );
      await count?.stop(); // It counts the last events too.
      await audit.stop();
      await templates.close();
      await bus.close();
      await store.close();
      files.stop();
    },
    health: () => checkHealth({ checkStore, bus, files, loops, key, templates }),
  };
}

/** Finds who made a schedule, once for all schedules of a user that fire within two seconds. */
function sparingMakers(clock: Clock, { maker }: Accounts): FindMaker {
  const lookUps = createLookUps<Maker>({ clock });
  return (userId) => lookUps.once(userId, () => maker(userId));
}

/** Milliseconds between two signals of one process that something may be due sooner. */
const dueSignalMs = 250;

/** Makes the function that tells schedulers that a job or a schedule may be due sooner than they know. */
function dueSignal(bus: Bus): () => void {
  const throttled = throttle({ ms: dueSignalMs });
  return () => throttled(topics.due, () => bus.signal(topics.due, {}));
}

/**
 * Returns the function that is called after each commit: it wakes the relay, and signals workers
 * that there may be work, at most once per turn of the event loop. Schedulers hear of every kind of
 * commit: it may have brought a job that is due later, or ended one that others depend on.
 */
function announcer({
  bus,
  relay,
  dueSooner,
}: {
  bus: Bus;
  relay: Loop;
  dueSooner: () => void;
}): (change: { work: boolean }) => void {
  let announced = false;
  return ({ work }) => {
    relay.wake();
    dueSooner();
    if (!work || announced) return;
    announced = true;
    setImmediate(() => {
      announced = false;
      bus.signal(topics.work, {});
    });
  };
}
