/**
 * What a `module` template's file exports. Types only: a handler needs nothing of Formwork when it
 * runs.
 */

/** What a handler is given for one attempt. */
export type HandlerInput<Payload = Record<string, unknown>> = {
  /** The job's payload: validated, defaults filled in, secrets readable. */
  payload: Payload;
  job: { id: string; template: { name: string; version: number } };
  /** Number of this attempt, from 1. */
  attempt: number;
  /** Writes one line to the job's log; ANSI colours are shown. */
  log: (text: string) => void;
  /** Says how far the job is, from 0 to 100, and what it is doing. */
  progress: (percent: number, message?: string) => void;
  /**
   * Aborted when the job is cancelled, times out or loses its lease: stop soon, for the process is
   * killed a little later.
   */
  signal: AbortSignal;
};

/** The function `run`: what it returns is the job's result, what it throws ends the attempt. */
export type Handler<Payload = Record<string, unknown>, Result = unknown> = (
  input: HandlerInput<Payload>,
) => Result | Promise<Result>;
