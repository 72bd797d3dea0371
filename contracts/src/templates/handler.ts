/** The interface of a file that a `module` template runs. A handler needs only these types. */

/** The input of a handler, for one attempt. */
export type HandlerInput<Payload = Record<string, unknown>> = {
  /** The payload: validated, with defaults and in-the-clear secrets. */
  payload: Payload;
  /** Values of the secrets that the template names in `run.secrets`. */
  secrets: Record<string, string>;
  job: { id: string; template: { name: string; version: number } };
  /** Number of this attempt, from 1. */
  attempt: number;
  /** A new, empty folder, removed after the attempt. It is the current one, HOME and TMPDIR too. */
  workdir: string;
  /**
   * Writes to the job's log: texts as they are, other values as the console shows them. The UI shows
   * ANSI colours.
   */
  log: (value: unknown) => void;
  /** Reports progress, from 0 to 100 percent, and what the job is doing. */
  progress: (percent: number, message?: string) => void;
  /**
   * Aborts when the job is cancelled, times out or loses its lease; its `reason` is `lost`,
   * `timeout`, `fenced` or `drain`. The process is killed five seconds later, and with `fenced` at
   * once.
   */
  signal: AbortSignal;
};

/** The exported function `run`. It returns the job's result; a throw fails the attempt. */
export type Handler<Payload = Record<string, unknown>, Result = unknown> = (
  input: HandlerInput<Payload>,
) => Result | Promise<Result>;
