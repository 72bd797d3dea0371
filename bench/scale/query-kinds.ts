import type { Client, Input } from "@formwork/contracts/client/client";
import { jobSorts } from "@formwork/contracts/job-query";
import { type ListQuery, nameOf } from "./list-kinds.ts";

/** A question to measure; `ask` returns how many rows the reply has. */
export type Question = { name: string; ask: (client: Client) => Promise<number> };
type StatsQuery = NonNullable<Input<"jobs.stats">["query"]>;
type ErrorsQuery = NonNullable<Input<"errors.list">["query"]>;
type TimelineQuery = NonNullable<Input<"jobs.timeline">["query"]>;

/** Filters of the jobs that `fillStore` stores: each kind matching most, few and none. */
const single: StatsQuery[] = [
  { state: ["succeeded"] },
  { state: ["failed"] },
  { state: ["running"] },
  { state: ["queued"] },
  { state: ["scheduled"] },
  { state: ["failed", "cancelled"] },
  { template: ["noop"] },
  { template: ["rare"] },
  { template: ["old"] },
  { template: ["none"] },
  { queue: ["default"] },
  { queue: ["rare"] },
  { queue: ["none"] },
  { tag: ["all"] },
  { tag: ["rare"] },
  { tag: ["none"] },
  { createdBy: "ada" },
  { createdBy: "rare" },
  { createdBy: "none" },
  { schedule: "nightly" },
  { schedule: "rare" },
  { schedule: "none" },
  { rerunOf: "none" },
  { error: "report:none" },
  { dismissed: "true" },
  { dismissed: "false" },
  { from: "2099-01-01T00:00:00Z" },
  { to: "2001-01-01T00:00:00Z" },
];

/** Pairs of filters; those that match many jobs each and none together come last. */
const pairs: StatsQuery[] = [
  { state: ["succeeded"], template: ["rare"] },
  { state: ["succeeded"], template: ["old"] },
  { state: ["queued"], queue: ["bulk"] },
  { template: ["noop"], tag: ["rare"] },
  { createdBy: "ada", state: ["queued"] },
  { tag: ["all", "rare"] },
  { state: ["failed"], template: ["noop"] },
  { template: ["noop"], queue: ["bulk"] },
  { state: ["cancelled"], queue: ["bulk"] },
  { state: ["failed"], createdBy: "ada" },
  { state: ["failed"], tag: ["of-noop"] },
  { template: ["report"], tag: ["of-noop"] },
  { createdBy: "bob", template: ["noop"] },
];

/** Filters that are asked in every order. */
const ordered: ListQuery[] = [
  {},
  { template: ["noop"] },
  { template: ["old"] },
  { template: ["none"] },
  { queue: ["bulk"] },
  { state: ["failed"] },
  { state: ["scheduled"] },
  { state: ["failed"], template: ["noop"] },
  { createdBy: "bob" },
  { tag: ["rare"] },
];

/** Filters of the timeline: those by template and queue alone are answered from kept counts. */
const ends: TimelineQuery[] = [
  {},
  { template: ["noop"] },
  { queue: ["bulk"] },
  { template: ["noop"], queue: ["default"] },
  { createdBy: "none" },
  { tag: ["rare"] },
  { state: ["failed"] },
  { createdBy: "bob" },
];

const failed: ErrorsQuery[] = [
  {},
  { template: ["report"] },
  { template: ["noop"] },
  { queue: ["bulk"] },
];

/** Everything that is asked of many stored jobs but searches of texts. */
export const questions: Question[] = [
  ...[...single, ...pairs].map((query) => aList(query)),
  ...pairs.map(aFullPage),
  ...jobSorts.flatMap((sort) => ordered.map((query) => aList({ ...query, sort }))),
  ...[{}, ...single, ...pairs].map(stats),
  ...ends.map(aTimeline),
  ...failed.map(errors),
];

function aList(query: ListQuery): Question {
  return {
    name: `list ${nameOf(query)}`,
    ask: async (client) => (await client.call("jobs.list", { query })).items.length,
  };
}

/** Goes on behind short pages, as a page in the browser does, until it has a whole one. */
function aFullPage(query: ListQuery): Question {
  const limit = 50;
  return {
    name: `list ${nameOf(query)} until ${limit}`,
    async ask(client) {
      let found = 0;
      for (let cursor: string | null = ""; cursor !== null && found < limit; ) {
        const place: { cursor?: string } = cursor === "" ? {} : { cursor };
        const page: { items: unknown[]; next: string | null } = await client.call("jobs.list", {
          query: { ...query, ...place, limit },
        });
        found += page.items.length;
        cursor = page.next;
      }
      return found;
    },
  };
}

function stats(query: StatsQuery): Question {
  return {
    name: `stats ${nameOf(query)}`,
    ask: async (client) => (await client.call("jobs.stats", { query })).total,
  };
}

function aTimeline(query: TimelineQuery): Question {
  return {
    name: `timeline ${nameOf(query)}`,
    ask: async (client) => (await client.call("jobs.timeline", { query })).items.length,
  };
}

function errors(query: ErrorsQuery): Question {
  return {
    name: `errors ${nameOf(query)}`,
    ask: async (client) => (await client.call("errors.list", { query })).items.length,
  };
}
