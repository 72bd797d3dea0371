import type { FormworkEvent } from "@formwork/contracts/event";

/**
 * The seam of messaging. `exercise.ts` is the suite that every implementation passes.
 *
 * Two things travel: **events**, an ordered log that keeps a day and gives each event a cursor that
 * all readers share; and **notes**, transient messages between processes (wake-ups, control, log
 * lines) that nobody may rely on.
 */
export type Bus = {
  /** Connects; resolves although the broker is away, and goes on trying. */
  open: () => Promise<void>;
  close: () => Promise<void>;
  /**
   * Appends events in order; resolved when they are safe, rejected (`unavailable`) after a time-out
   * or when the broker is away.
   */
  publish: (events: FormworkEvent[]) => Promise<void>;
  /**
   * Calls `onEvents` with every event after `cursor` in log order, then with those that follow.
   * Without a cursor: with those that follow only. A cursor the log no longer (or never) knew is
   * answered with `reset`, and following starts at the log's end. `onWatermark` tells of places where
   * no event stands, such as the end at which somebody began to follow.
   */
  follow: (params: {
    cursor?: string | undefined;
    onEvents: (entries: LogEntry[]) => void;
    onWatermark?: (cursor: string) => void;
    onError?: (error: Error) => void;
  }) => Promise<LogSubscription>;
  /** Sends a note to every listener of its topic, in all processes; lost where nobody listens. */
  signal: (topic: string, body: unknown) => void;
  /** Hears the notes of a topic pattern: words between dots, `*` for one word, `#` for the rest. */
  onSignal: (
    pattern: string,
    handler: (topic: string, body: unknown) => void,
  ) => Promise<Unsubscribe>;
  /** True when notes do not leave the process: they are heard before anything else happens. */
  inProcess?: boolean;
  /** Whether publishing is likely to work now. */
  health: () => { ok: boolean; detail: string };
};

/** An event and its cursor: opaque, ordered, the same for every reader and after every restart. */
export type LogEntry = { cursor: string; event: FormworkEvent };
export type LogSubscription = {
  mode: "live" | "replayed" | "reset";
  cursor: string;
  stop: () => Promise<void>;
};
export type Unsubscribe = () => Promise<void>;

/** Topics of notes, with what they carry. */
export const topics = {
  /** Work may be waiting: `{ queue }`. */
  work: "work",
  /** A job left its worker's hands: `{ jobId }`; whoever runs it stops. */
  stop: (jobId: string) => `stop.${jobId}`,
  /** Log lines of a running job: a `LogPush`. */
  log: (jobId: string) => `log.${jobId}`,
  /** A session ended: `{ sessionId }`. */
  signedOut: "signed-out",
} as const;
