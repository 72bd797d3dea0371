import { LRUCache } from "lru-cache";
import type { JobFilter } from "../../../verbs/job-store.ts";
import type { LookBound } from "../../../verbs/look-bound.ts";
import type { Connection } from "../../connection/connection.ts";
import type { TemplateQueues } from "../template-queues.ts";
import {
  asksForPlaces,
  type Pairs,
  type Run,
  type Runs,
  runOfAll,
  runOfEnds,
  runOfRange,
  runOfStates,
  runOfWaiting,
  runOfWaitingEnds,
  runsInOrder,
  runsOfOwners,
  runsOfParts,
  runsOfPlaces,
  statesOf,
  templatesOf,
} from "./runs.ts";
import type { Key } from "./segments.ts";

/** Jobs that are counted of one part of a filter, to find the one that leaves the fewest. */
const maxCounted = 5000;
/** Jobs that are read and sorted rather than found by walking an order; some 10 ms. */
const maxSorted = 1500;
/** How long a choice is kept: the pages of a list, and who asks again, do not count anew. */
const choiceMs = 10_000;
const maxChoices = 1000;

/**
 * The runs to go along, and the field by which they are ordered. Where they have few jobs, these may
 * lie in another order, and the server sorts them.
 */
export type Chosen = { runs: Runs; key: Key | "at"; isFew: boolean };

type Counted = { runs: Runs; index: number; count: number };

/** Chooses how to find the jobs of a filter: along which index, and which parts of it. */
export function createChooseRuns({
  connection,
  templateQueues,
}: {
  connection: Connection;
  templateQueues: TemplateQueues;
}) {
  const { models } = connection;
  /** Which of its choices leaves the fewest jobs, by filter. */
  const chosen = new LRUCache<string, number>({ max: maxChoices, ttl: choiceMs });

  /** Counts the jobs of some runs, up to a bound. */
  async function countOf(runs: Runs, limit: number): Promise<number> {
    const counts = await Promise.all(
      runs.map(({ hint, where }) =>
        models.jobs.countDocuments(where).setOptions({ hint, limit }).exec(),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Returns the runs with the fewest jobs, as far as a bounded count can tell. */
  async function fewest(choices: Runs[], limit: number): Promise<Counted> {
    const counted = await Promise.all(
      choices.map(async (runs, index) => ({ runs, index, count: await countOf(runs, limit) })),
    );
    return counted.reduce((best, one) => (one.count < best.count ? one : best));
  }

  /** Returns the runs of a filter with the fewest jobs; of a single choice none are counted. */
  async function best(choices: Runs[], filter: JobFilter): Promise<Runs> {
    const [only = [], ...others] = choices;
    if (others.length === 0) return only;
    const key = JSON.stringify([choices.length, filter]);
    const known = choices[chosen.get(key) ?? choices.length];
    if (known !== undefined) return known;
    const { runs, index } = await fewest(choices, maxCounted);
    chosen.set(key, index);
    return runs;
  }

  async function byCreation(filter: JobFilter, most: number): Promise<Chosen> {
    const isPart = runsOfParts(filter).length > 0 && !asksForPlaces(filter);
    const pairs = isPart ? null : await templateQueues.read(filter);
    const choices = choicesOf(filter, pairs);
    const key = "createdAt";
    const range = runOfRange(filter);
    if (range !== null) {
      const few = await fewest([...choices, [range]], most);
      if (few.count < most) return { runs: few.runs, key, isFew: true };
    }
    if (choices.length > 0) return { runs: await best(choices, filter), key, isFew: false };
    if (pairs === null) return ofOwners(key);
    return { runs: runsOfPlaces(filter, pairs), key, isFew: false };
  }

  /** With too many pairs, all jobs are found by who submitted them. */
  async function ofOwners(key: "createdAt"): Promise<Chosen> {
    const owners = await templateQueues.owners();
    return owners === null
      ? // Without an index of this order the server sorts what it is asked for.
        { runs: [runOfAll], key, isFew: true }
      : { runs: runsOfOwners(owners), key, isFew: false };
  }

  async function inOrder(
    key: Exclude<Key, "createdAt">,
    filter: JobFilter,
    most: number,
  ): Promise<Chosen> {
    const pairs = await templateQueues.read(filter);
    const templates =
      pairs === null
        ? (filter.template ?? (await templateQueues.templates()))
        : templatesOf(filter, pairs);
    const choices = choicesOf(filter, pairs);
    const range = runOfRange(filter);
    const all = range === null ? choices : [...choices, [range]];
    if (all.length > 0 && !isInIndex(key, filter)) {
      const { runs, count } = await fewest(all, most);
      if (count < most) return { runs, key, isFew: true };
    }
    const isWaiting = key === "runAt" && statesOf(filter).every(waitsForItsTime);
    if (isWaiting && (await countOf([runOfWaitingEnds], 1)) === 0)
      return { runs: [runOfWaiting], key: "at", isFew: false };
    return { runs: runsInOrder(key, filter, templates), key, isFew: false };
  }

  /** Chooses the one index along which jobs are counted by template and state. */
  async function toCount(filter: JobFilter): Promise<Run> {
    const range = runOfRange(filter);
    if (runsOfParts(filter).length === 0) return range ?? runOfStates;
    const pairs = asksForPlaces(filter) ? await templateQueues.read(filter) : null;
    const [first] = await best(choicesOf(filter, pairs), filter);
    return first === undefined || first.hint === runOfStates.hint ? runOfStates : first;
  }

  /** Chooses the one index along which jobs are counted by when they ended. */
  async function toCountEnds(filter: JobFilter): Promise<Run> {
    const parts = runsOfParts(filter);
    if (parts.length === 0) return runOfEnds;
    const { runs, count } = await fewest(parts, maxSorted);
    const [first = runOfEnds] = runs;
    return count < maxSorted ? first : runOfEnds;
  }

  return {
    /** `bound` is that of the jobs to look at. */
    toList(filter: JobFilter, key: Key, { jobs }: LookBound): Promise<Chosen> {
      const most = Math.min(maxSorted, jobs);
      return connection.ask(() =>
        key === "createdAt" ? byCreation(filter, most) : inOrder(key, filter, most),
      );
    },
    toCount: (filter: JobFilter): Promise<Run> => connection.ask(() => toCount(filter)),
    toCountEnds: (filter: JobFilter): Promise<Run> => connection.ask(() => toCountEnds(filter)),
  };
}
export type ChooseRuns = ReturnType<typeof createChooseRuns>;

function choicesOf(filter: JobFilter, pairs: Pairs | null): Runs[] {
  const places = pairs !== null && asksForPlaces(filter) ? [runsOfPlaces(filter, pairs)] : [];
  return [...runsOfParts(filter), ...places];
}

/** Whether the index of an order has all that a filter asks for. */
function isInIndex(key: Key, filter: JobFilter): boolean {
  const { template: _, state, finishedFrom, finishedTo, ...others } = filter;
  const isPlain = Object.values(others).every((part) => part === undefined);
  const ofEnds = [state, finishedFrom, finishedTo];
  return isPlain && (key === "finishedAt" || ofEnds.every((part) => part === undefined));
}

function waitsForItsTime(state: string): boolean {
  return state === "scheduled" || state === "retrying";
}
