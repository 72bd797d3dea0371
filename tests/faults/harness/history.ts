import type { JobState } from "@formwork/contracts/states";
import type { Effect } from "./fleet/effects.ts";

/** A step of a job, as an event tells it. */
export type SeenEvent = { seq: number; type: string };

/** An acknowledged call. */
export type Acknowledged =
  | { call: "submit"; key: string; job: string }
  | { call: "cancel"; job: string };

/** What the store holds of a job when everything has settled. */
export type FinalJob = {
  id: string;
  state: JobState;
  attempt: number;
  maxAttempts: number;
  crashes: number;
  seq: number;
  /** The attempt whose result is stored; null where the result names none. */
  resultOf: number | null;
  events: SeenEvent[];
  attempts: { attempt: number; state: string }[];
};

/** What the store holds of a slot of the schedule; times in ms. */
export type FinalSlot = { at: number; outcome: string; job: string | null };

/** Everything that the actors of a run wrote down. */
export type History = {
  acknowledged: Acknowledged[];
  effects: Effect[];
  /** The stored jobs by id; a job that is missing does not exist. */
  jobs: Map<string, FinalJob>;
  /** What each client was pushed, by job, in the order of arrival. */
  clients: Map<string, SeenEvent[]>[];
  /** The schedule that fired meanwhile, with the slots that were expected of it. */
  schedule: {
    expected: number[];
    slots: FinalSlot[];
    jobs: { id: string; runAt: number }[];
  } | null;
  /** How long each fault took to be overcome, in ms. */
  recoveries: { fault: string; ms: number }[];
  /** What went wrong at a client beside its events: a cursor that was not continued. */
  clientFaults: string[];
  /** The ids of the jobs that had not ended when everything should have settled. */
  unfinished: string[];
};

/** The times that the checker holds a run against, in ms. */
export type Bounds = {
  /** How long the effects of two attempts may overlap. */
  overlapMs: number;
  /** How long a fault may stop all work after it was mended. */
  recoveryMs: number;
};
