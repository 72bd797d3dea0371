import { finalStates, jobStates } from "@formwork/contracts/states";
import { type QueryFilter, trusted } from "mongoose";
import type { JobFilter } from "../../../verbs/job-store.ts";
import type { JobDocument, present } from "../../record/documents.ts";
import { loopLanes } from "../../record/lane-position.ts";
import type { TemplateQueue } from "../../record/other-documents.ts";
import { hasRangeOfEnds, type Key } from "./segments.ts";

/**
 * One way along an index: the jobs of `where` lie in it side by side, or in so few runs that the
 * server merges them in order.
 */
export type Run = {
  hint: string;
  where: QueryFilter<JobDocument>;
  /** Parts of a filter that all jobs of the run match. */
  decides: readonly (keyof JobFilter)[];
};
/** Runs that together have all jobs that match, and perhaps others. */
export type Runs = Run[];
export type Pairs = Pick<TemplateQueue, "template" | "queue">[];

/** Runs of one query that the server merges; beyond these it would sort all that matches. */
const maxMerged = 200;

/** Returns the runs of each part of a filter that has an index by creation to itself. */
export function runsOfParts(filter: JobFilter): Runs[] {
  const { errorGroup, rerunOf, schedule, createdBy, tag = [] } = filter;
  return [
    ...when(errorGroup, (groups) => run("by_error", "errorGroup", { errorGroup: among(groups) })),
    ...when(rerunOf, (id) => run("by_rerun", "rerunOf", { "fixed.rerunOf": is(id) })),
    ...when(schedule, (id) => run("by_schedule", "schedule", { "fixed.scheduleId": is(id) })),
    ...when(createdBy, (owner) => run("by_owner", "createdBy", { "fixed.createdBy": is(owner) })),
    ...tag.map((one) =>
      // A run along one tag does not tell of another.
      run("by_tag", tag.length === 1 ? "tag" : null, { "fixed.tags": is(one) }),
    ),
  ];
}

/** Whether a filter asks for states, templates or queues, which share an index. */
export function asksForPlaces({ state, template, queue, dismissed }: JobFilter): boolean {
  return [state, template, queue].some((part) => part !== undefined) || dismissed === true;
}

/** Returns the runs of the states, templates and queues of a filter, each by creation. */
export function runsOfPlaces(filter: JobFilter, pairs: Pairs): Runs {
  const states = statesOf(filter);
  const wanted = pairsOf(filter, pairs);
  if (wanted.length === 0 || states.length === 0) return [];
  const templates = distinct(wanted.map(({ template }) => template));
  const queues = distinct(wanted.map(({ queue }) => queue));
  const blocks =
    templates.length * queues.length * states.length <= maxMerged
      ? [{ templates, queues }]
      : blocksOf(wanted, Math.floor(maxMerged / states.length));
  return blocks.map((block) => ({
    hint: "by_state_template_queue",
    where: {
      state: among(states),
      "fixed.template": among(block.templates),
      "fixed.queue": among(block.queues),
    },
    decides: ["state", "template", "queue", "from", "to"],
  }));
}

/** Returns the runs of all jobs of some owners, by creation. */
export function runsOfOwners(owners: string[]): Runs {
  return portionsOf(owners, maxMerged).map((some) => ({
    hint: "by_owner",
    where: { "fixed.createdBy": among(some) },
    decides: ["from", "to"],
  }));
}

/** Returns the runs of some templates in the order of a key other than creation. */
export function runsInOrder(
  key: Exclude<Key, "createdAt">,
  filter: JobFilter,
  templates: string[],
): Runs {
  const states = statesOf(filter);
  if (key !== "finishedAt")
    return portionsOf(templates, maxMerged).map((some) => ({
      hint: key === "runAt" ? "by_template_run_at" : "by_template_priority",
      where: { "fixed.template": among(some) },
      decides: ["template"],
    }));
  if (states.length === 0) return [];
  return portionsOf(templates, Math.floor(maxMerged / states.length)).map((some) => ({
    hint: "by_state_template_end",
    where: { state: among(states), "fixed.template": among(some), finishedAt: anyTime },
    decides: ["state", "template", "finishedFrom", "finishedTo"],
  }));
}

/** Returns the run of the jobs that ended within the time that a filter asks for, by end. */
export function runOfRange(filter: JobFilter): Run | null {
  if (!hasRangeOfEnds(filter)) return null;
  const { finishedFrom = 0, finishedTo } = filter;
  const to = finishedTo === undefined ? {} : { $lt: new Date(finishedTo) };
  const finishedAt = trusted({ $gte: new Date(finishedFrom), ...to });
  return { hint: runOfEnds.hint, where: { state: among(finalStates), finishedAt }, decides: [] };
}

/** The jobs that wait for their time: in their lanes, `at` is when they are due. */
export const runOfWaiting: Run = {
  hint: "places",
  where: { lane: trusted({ $in: [loopLanes.due, loopLanes.held] }) },
  decides: [],
};

/** The jobs of which something of a cancelled attempt may be left, and that wait again already. */
export const runOfWaitingEnds: Run = {
  hint: "places",
  where: { lane: loopLanes.ending, state: among(["scheduled", "retrying"]) },
  decides: [],
};

/** All jobs by state, template and queue. */
export const runOfStates: Run = { hint: "by_state_template_queue", where: {}, decides: [] };

/** All jobs that have ended, by when they did. */
export const runOfEnds: Run = { hint: "by_state_template_end", where: {}, decides: [] };

/** All jobs, not in the order of a list: the server then sorts. */
export const runOfAll: Run = { hint: "_id_", where: {}, decides: [] };

/** Returns the templates of the pairs that a filter leaves. */
export function templatesOf(filter: JobFilter, pairs: Pairs): string[] {
  return distinct(pairsOf(filter, pairs).map(({ template }) => template));
}

/** Returns the states that a filter leaves; only failed jobs are dismissed. */
export function statesOf({ state, dismissed }: JobFilter): string[] {
  const states = distinct(state ?? jobStates);
  return dismissed === true ? states.filter((one) => one === "failed") : states;
}

function pairsOf({ template, notTemplate, queue }: JobFilter, pairs: Pairs): Pairs {
  return pairs.filter(
    (pair) =>
      (template?.includes(pair.template) ?? true) &&
      notTemplate?.includes(pair.template) !== true &&
      (queue?.includes(pair.queue) ?? true),
  );
}

/** Divides pairs into blocks of one template or one queue each, whichever are fewer. */
function blocksOf(pairs: Pairs, size: number): { templates: string[]; queues: string[] }[] {
  const byTemplate = Map.groupBy(pairs, ({ template }) => template);
  const byQueue = Map.groupBy(pairs, ({ queue }) => queue);
  const isByQueue = byQueue.size < byTemplate.size;
  return [...(isByQueue ? byQueue : byTemplate)].flatMap(([name, group]) =>
    portionsOf(
      distinct(group.map(({ template, queue }) => (isByQueue ? template : queue))),
      size,
    ).map((some) =>
      isByQueue ? { templates: some, queues: [name] } : { templates: [name], queues: some },
    ),
  );
}

function portionsOf<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

function run(hint: string, decided: keyof JobFilter | null, where: QueryFilter<JobDocument>): Runs {
  return [{ hint, where, decides: [...(decided === null ? [] : [decided]), "from", "to"] }];
}

function when<T>(value: T | undefined, runs: (value: T) => Runs): Runs[] {
  return value === undefined ? [] : [runs(value)];
}

/** Any date: what a partial index on a time holds. */
const anyTime = trusted({ $gte: new Date(0) });

function is(value: string) {
  return trusted({ $eq: value });
}

function among(values: readonly string[]): typeof present {
  // What `present` is: a condition whose values are data.
  return trusted({ $in: [...values] }) as typeof present;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
