import type { Input } from "@formwork/contracts/client/client";
import { jobSorts } from "@formwork/contracts/job-query";
import { lastFound } from "./fill-server.ts";

export type ListQuery = NonNullable<Input<"jobs.list">["query"]>;

/** Filters that match much, then about a hundred jobs, then none, for each indexed field. */
const filters: ListQuery[] = [
  { state: ["queued"] },
  { state: ["cancelled"] },
  { state: ["failed"] },
  { template: ["noop"] },
  { template: ["rare"] },
  { template: ["none"] },
  { queue: ["default"] },
  { queue: ["rare"] },
  { queue: ["none"] },
  { tag: ["all"] },
  { tag: ["rare"] },
  { tag: ["none"] },
  { createdBy: "me" },
  { createdBy: "none" },
  { schedule: "none" },
];

/** Filters together with others, or with an order that their index does not have. */
const combined: ListQuery[] = [
  { state: ["queued"], template: ["none"] },
  { state: ["cancelled"], template: ["noop"] },
  { state: ["queued"], tag: ["rare"] },
  { template: ["noop"], sort: "-priority" },
  { template: ["rare"], sort: "-runAt" },
  { tag: ["none"], sort: "finishedAt" },
  { state: ["queued"], from: "2099-01-01T00:00:00Z" },
];

/** Every kind of list that an index serves. */
export const lists: ListQuery[] = [...filters, ...jobSorts.map((sort) => ({ sort })), ...combined];

/** Text searches: one that nothing matches, and one that only the oldest job matches. */
export const searches: ListQuery[] = [{ q: "matches-nothing" }, { q: lastFound }];

/** Returns a query as it stands in an address. */
export function nameOf(query: object): string {
  return Object.entries(query)
    .map(([key, value]) => `${key}=${[value].flat().join()}`)
    .join(" ");
}
