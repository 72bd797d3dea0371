/**
 * An engine as the works see it: at the settings of its own advice, with one queue of no-op jobs,
 * in a store that holds nothing else.
 */
export type Subject = {
  /** Stores one job. */
  add: (payload: Payload) => Promise<void>;
  /** Stores many jobs in one call. Null: the engine has no such call. */
  addMany: ((payloads: Payload[]) => Promise<void>) | null;
  /** Starts one worker in this process, whose jobs do nothing but call `handler`. */
  work: (handler: (payload: Payload) => void) => Promise<void>;
  /** Resolves once `n` jobs are recorded as done and the engine owes nothing more for them. */
  settled: (n: number) => Promise<void>;
  close: () => Promise<void>;
};

export type Payload = Record<string, unknown>;

/** About 200 bytes of JSON, the same for every engine. `t0` is when the job was submitted. */
export function aPayload(i: number, t0: number | string = ""): Payload {
  return { i, t0, kind: "render", target: "report-2024", filler: "x".repeat(130) };
}
