/**
 * A job engine under measurement: with the settings that its documentation recommends, one queue of
 * no-op jobs, and an empty store.
 */
export type BenchEngine = {
  /** Stores one job. */
  add: (payload: Payload) => Promise<void>;
  /** Stores many jobs in one call. Null where the engine has no such call. */
  addMany: ((payloads: Payload[]) => Promise<void>) | null;
  /** Starts one worker in this process, whose jobs do nothing but call `handler`. */
  work: (handler: (payload: Payload) => void) => Promise<void>;
  /** Resolves once `n` jobs are recorded as done and their events are published. */
  settled: (n: number) => Promise<void>;
  close: () => Promise<void>;
};

export type Payload = Record<string, unknown>;

/** Returns about 200 bytes of JSON, the same for every engine; `t0` is the time of the submit. */
export function aPayload(i: number, t0: number | string = ""): Payload {
  return { i, t0, kind: "render", target: "report-2024", filler: "x".repeat(130) };
}
