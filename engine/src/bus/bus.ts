import type { FormworkEvent } from "@formwork/contracts/events/events";

/**
 * The seam of messaging. `conformance/suite.ts` is the suite that every implementation passes.
 *
 * Two kinds of messages travel. **Events** form an ordered log that is kept for a day; each event
 * has a cursor, the same for all readers. **Signals** are transient messages between processes
 * (wake-ups, control, log lines): they may be lost, so nothing may depend on one.
 */
export type Bus = {
  /** Connects. Resolves although the broker is away, and goes on trying. */
  open: () => Promise<void>;
  close: () => Promise<void>;
  /**
   * Appends events in order. Resolves when a restart of process or broker cannot lose them; rejects
   * (`unavailable`) after a time-out or when the broker is away.
   */
  publish: (events: FormworkEvent[]) => Promise<void>;
  /**
   * Delivers every event after `cursor` in log order, then those that follow; without a cursor,
   * those that follow only. For a cursor that is not of this log, or older than the log, the mode
   * is `reset` and delivery starts at the log's end.
   */
  follow: (params: {
    cursor?: string | undefined;
    onEvents: (entries: LogEntry[]) => void;
    /**
     * Receives a cursor up to which all events are delivered, where no event has that cursor: the
     * place at which another subscription started, for example.
     */
    onWatermark?: (cursor: string) => void;
    /** Receives the error that ended the subscription: no more events are delivered. */
    onError?: (error: Error) => void;
  }) => Promise<LogSubscription>;
  /** Sends a signal to every listener of its topic, in all processes; without one it is dropped. */
  signal: (topic: string, body: unknown) => void;
  /**
   * Calls `handler` for each signal whose topic fits `pattern`: words between dots, `*` for one
   * word, `#` for any number of them.
   */
  onSignal: (
    pattern: string,
    handler: (topic: string, body: unknown) => void,
  ) => Promise<Unsubscribe>;
  /** True when signals stay in the process: their handlers run before any other I/O. */
  inProcess?: boolean;
  /** Reports whether publishing is likely to work now. `detail` is public. */
  health: () => { ok: boolean; detail: string };
};

/**
 * An event and its cursor: an opaque text, in log order when compared as text, the same for every
 * reader and after every restart.
 */
export type LogEntry = { cursor: string; event: FormworkEvent };
export type LogSubscription = {
  mode: "live" | "replayed" | "reset";
  /** The place after which events are delivered. */
  cursor: string;
  stop: () => Promise<void>;
};
export type Unsubscribe = () => Promise<void>;

/** Topics of signals, with their bodies. */
export const topics = {
  /** Jobs may be waiting for a worker: `{ queue }`. */
  work: "work",
  /** A job or a schedule may be due sooner than a scheduler knows: `{}`. */
  due: "due",
  /** A job no longer belongs to the worker that runs it, which stops: `{ jobId }`. */
  stop: (jobId: string) => `stop.${jobId}`,
  /** Log lines of a running job: a `LogPush`. */
  log: (jobId: string) => `log.${jobId}`,
  /** What is wanted of a worker has changed, which looks at its row: `{ workerId }`. */
  worker: "worker",
  /** A session ended: `{ sessionId }`. */
  signedOut: "signed-out",
} as const;
