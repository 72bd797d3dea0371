/** Messages between a worker and its supervisor, each a line of JSON. */

/** What the supervisor is asked to do. A folder is that of an attempt, with all its processes. */
export type ToSupervisor =
  | { watch: number; folder: string }
  | { signal: string }
  /** What the program of an attempt has started, as the worker saw it before it kills that. */
  | { remember: number[]; folder: string }
  /** Kills what is left of an attempt, and watches it no more. */
  | { clear: number; folder: string }
  /** Kills all after so many milliseconds; null cancels that. */
  | { fence: number | null };

/** Nothing of this attempt is left, or what is cannot be killed. */
export type FromSupervisor = { cleared: string };
