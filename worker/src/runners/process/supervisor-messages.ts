/** Messages between a worker and its supervisor, each a line of JSON. */

/** What the supervisor is asked to do. A folder is that of an attempt, with all its processes. */
export type ToSupervisor =
  /** `user` is that of the attempt alone, where it has one. */
  | { watch: number; folder: string; user?: number | undefined }
  | { signal: string }
  /** What the program of an attempt has started, as the worker saw it before it kills that. */
  | { remember: number[]; folder: string }
  /** Kills what is left of an attempt, and watches it no more. */
  | { clear: number; folder: string }
  /** Kills all after so many milliseconds; null cancels that. */
  | { fence: number | null };

/** Nothing of this attempt is left, or, where `isLeft`, what is cannot be killed. */
export type FromSupervisor = { cleared: string; isLeft: boolean };
