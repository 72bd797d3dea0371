/** Result of `scale`. Times are milliseconds, memory is megabytes of resident set size. */
export type Scale = {
  memory: MemoryMarks;
  /** Seconds after the fill until the process rests; null when it did not within the limit. */
  rest_s: number | null;
  lists: ListTime[];
  probes: Probe[];
  hang_up: HangUp;
};

/** `after` is measured some time after the fill; `peak` is that of the whole run. */
type MemoryMarks = {
  idle_mb: number;
  filled_mb: number;
  fill_peak_mb: number;
  after_mb: number;
  peak_mb: number;
};

/** Time of one kind of list; `rows` is the number of jobs on its page. */
export type ListTime = { name: string; rows: number; median: number; p95: number; max: number };

/** Times of three small requests while the process does something else. */
export type Probe = { during: string; live: Times; get: Times; submit: Times };
export type Times = { calls: number; median: number; max: number };

/**
 * How soon after their callers disconnect the searches stop to use the processor: `ended_ms` is null
 * when they do not within ten seconds. `search_ms` is the time that one of them takes to its end.
 */
export type HangUp = { searches: number; search_ms: number; ended_ms: number | null };
