/** A change of the source: `find` stands in the file once. */
export type Patch = { file: string; find: string; replace: string };

/** A place in the source before which a process is killed, there and then only `when` this holds. */
export type CrashPoint = { file: string; before: string; when?: string };

/** Before the events that a table's rows carry are published. */
const beforeAnnounce = {
  file: "engine/src/announcements/announcer.ts",
  before: "await bus.publish(",
};

/** Where a process can be killed, between two writes that belong together. */
export const crashPoints = {
  /** Committed, not published. */
  "before-publish": { file: "engine/src/loops/relay.ts", before: "await bus.publish(" },
  /** Published and confirmed, still in the outbox. */
  "before-clear": { file: "engine/src/loops/relay.ts", before: "await store.clearOutbox(" },
  /** The effect of the job is done, its result is not stored. */
  "before-settle": {
    file: "engine/src/work/create-work.ts",
    before: "const ids = new Set(await store.settleJobs(",
  },
  /** The result is stored, its event is not published. */
  "after-settle": {
    file: "engine/src/work/create-work.ts",
    before: "deps.committed({ work: items.some(freesWork) });",
  },
  /** Leased, not started. */
  "after-claim": {
    file: "worker/src/worker.ts",
    before: "for (const assignment of assignments) startAttempt(",
  },
  /** The slot of a schedule is claimed, its job is not made. */
  "after-slot": {
    file: "engine/src/schedules/fire/make-job.ts",
    before: "await submitScheduledJob(",
  },
  /** A change of a table is stored, such as what became of a slot, and its event is not published. */
  "before-announce": beforeAnnounce,
  /** As above, for a queue that may go on. */
  "before-queue-resumed": {
    ...beforeAnnounce,
    when: 'Array.from(once.values()).some(({ type }) => type === "queue.resumed")',
  },
  /** A call has done what it was asked for, and is not in the audit log. */
  "before-audit": {
    file: "scheduler/src/http/audit/audit-calls.ts",
    before: "const ended = intent === undefined",
  },
} as const satisfies Record<string, CrashPoint>;

/** Guards that can be taken away together, to show that a run without them fails. */
export const mutations = {
  /** A worker goes on after its lease may have expired. */
  "no-deadline": [
    {
      file: "worker/src/leases.ts",
      find: "const usableMs = work.leaseMs * 0.9;",
      replace: "const usableMs = work.leaseMs * 1000;",
    },
  ],
  /** As above, and neither the worker nor the store look whether the lease is still held. */
  "no-fence": [
    {
      file: "worker/src/leases.ts",
      find: "if (ids.has(one.lease.assignment.job.id))",
      replace: "if (ids.has(one.lease.assignment.job.id) || !one.lost)",
    },
    {
      file: "worker/src/leases.ts",
      find: "const usableMs = work.leaseMs * 0.9;",
      replace: "const usableMs = work.leaseMs * 1000;",
    },
    {
      file: "engine/src/store/mongo/transition/leased-jobs.ts",
      find: "tokens.get(_id) === leaseToken);",
      replace: "tokens.has(_id) || leaseToken);",
    },
    {
      file: "engine/src/store/mongo/transition/fenced-writer.ts",
      find: 'fence: { state: "running", leaseToken: request.token },',
      replace: 'fence: { state: "running" },',
    },
  ],
  /** No process looks for the events that another one left behind when it died. */
  "no-sweep": [
    {
      file: "engine/src/store/mongo/outbox/outbox.ts",
      find: "if ((isTime && !buffer.isFull()) ||",
      replace: "if ((isTime && false) ||",
    },
    {
      file: "engine/src/store/sqlite/outbox/outbox.ts",
      find: "Math.max(readState().relayed, after)",
      replace: "Math.max(after === 0 ? readState().head : after, after)",
    },
  ],
  /** No process looks for events in the rows of tables. */
  "no-look-at-rows": [
    {
      file: "engine/src/announcements/announcer.ts",
      find: "const until = clock.now() - ownMs;",
      replace: "const until = 0;",
    },
  ],
  /** An event leaves the outbox before the bus has confirmed it. */
  "early-clear": [
    {
      file: "engine/src/loops/relay.ts",
      find: "const startedAt = Date.now();",
      replace:
        "const startedAt = Date.now(); await store.clearOutbox({ positions: entries.map(({ position }) => position) });",
    },
  ],
  /** A notifier leaves out the events of jobs that a client has missed. */
  "gap-in-replay": [
    {
      file: "notifier/src/log/replay.ts",
      find: "if (delivery.advance(event)) send(event);",
      replace: 'if (delivery.advance(event) && !event.event.type.startsWith("job.")) send(event);',
    },
  ],
  /** A call that changes something does not say so before it does. */
  "no-intent": [
    {
      file: "scheduler/src/http/audit/audit-calls.ts",
      find: "if (isIntended) intent ??= await",
      replace: "if (isIntended && row.method === 'get') intent ??= await",
    },
  ],
  /** A notifier hands a connection all that it has for it, as Socket.IO does. */
  "no-shedding": [
    {
      file: "notifier/src/client/send-buffer.ts",
      find: "unsentPackets < limits.unsentPackets && unsentBytes < limits.unsentBytes;",
      replace: "unsentPackets >= 0 && unsentBytes >= 0;",
    },
  ],
} as const satisfies Record<string, readonly Patch[]>;

export type CrashPointName = keyof typeof crashPoints;
export type MutationName = keyof typeof mutations;
