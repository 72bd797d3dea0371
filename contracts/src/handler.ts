/** The interface of a file that a `module` template runs. A handler needs only these types. */

/** The input of a handler, for one attempt. */
export type HandlerInput<Payload = Record<string, unknown>> = {
  /** The payload: validated, with defaults and in-the-clear secrets. */
  payload: Payload;
  job: { id: string; template: { name: string; version: number } };
  /** Number of this attempt, from 1. */
  attempt: number;
  /** Writes one line to the job's log; the UI shows ANSI colours. */
  log: (text: string) => void;
  /** Reports progress, from 0 to 100 percent, and what the job is doing. */
  progress: (percent: number, message?: string) => void;
  /**
   * Aborts when the job is cancelled, times out or loses its lease. The process is killed shortly
   * afterwards.
   */
  signal: AbortSignal;
};

/** The exported function `run`. It returns the job's result; a throw fails the attempt. */
export type Handler<Payload = Record<string, unknown>, Result = unknown> = (
  input: HandlerInput<Payload>,
) => Result | Promise<Result>;
