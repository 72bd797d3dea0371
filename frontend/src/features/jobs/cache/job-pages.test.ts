import type { JobEvent, JobEventType } from "@formwork/contracts/events/events";
import type { JobSummary } from "@formwork/contracts/job";
import { type JobSort, jobSorts } from "@formwork/contracts/job-query";
import { type JobState, jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import fc from "fast-check";
import { createSequenceFilter } from "../../../lib/live/sequence-filter.ts";
import { aJob, anEvent } from "../../../testing/a-job.ts";
import { aJobView } from "../../../testing/a-job-view.ts";
import type { JobView } from "../job-view.ts";
import { jobComparator } from "./job-comparator.ts";
import { applyEvents, type JobPage, needsRefetch } from "./job-pages.ts";
import { matchesView } from "./matches-view.ts";

const listOf = (given: Partial<JobView> = {}) => ({ view: aJobView(given), me: "ada" });
const at = (minute: number) => `2025-11-22T10:${String(minute).padStart(2, "0")}:00.000Z`;
const job = (id: string, minute: number, given: Partial<JobSummary> = {}) =>
  aJob({ id, createdAt: at(minute), ...given });
const page = (items: JobSummary[], next: string | null = null): JobPage => ({ items, next });
const ids = (pages: JobPage[]) => pages.map(({ items }) => items.map(({ id }) => id));

describe("the job list after events", () => {
  const shown = [page([job("c", 3), job("b", 2)], "more"), page([job("a", 1)])];

  it("changes a job in place", () => {
    const pages = applyEvents(
      shown,
      [anEvent("job.started", { ...job("b", 2), seq: 2, state: "running" })],
      listOf(),
    );
    expect(ids(pages)).to.deep.equal([["c", "b"], ["a"]]);
    expect(pages[0]?.items[1]?.state).to.equal("running");
  });

  it("shows a new job at the top", () => {
    expect(ids(applyEvents(shown, [anEvent("job.created", job("d", 4))], listOf()))).to.deep.equal([
      ["d", "c", "b"],
      ["a"],
    ]);
  });

  it("inserts a job where the order puts it, into the page of its neighbour", () => {
    expect(
      ids(
        applyEvents(
          shown,
          [anEvent("job.created", job("b2", 1, { createdAt: at(1).replace(":00.", ":30.") }))],
          listOf(),
        ),
      ),
    ).to.deep.equal([
      ["c", "b"],
      ["b2", "a"],
    ]);
  });

  it("appends a job at the end only when all pages are fetched", () => {
    const old = anEvent("job.created", job("0", 0));
    expect(ids(applyEvents(shown, [old], listOf()))).to.deep.equal([
      ["c", "b"],
      ["a", "0"],
    ]);
    expect(ids(applyEvents([page([job("c", 3)], "more")], [old], listOf()))).to.deep.equal([["c"]]);
  });

  it("removes a job that no longer matches, or was deleted", () => {
    const running = listOf({ state: ["queued"] });
    expect(
      ids(
        applyEvents(
          shown,
          [anEvent("job.started", { ...job("c", 3), seq: 2, state: "running" })],
          running,
        ),
      ),
    ).to.deep.equal([["b"], ["a"]]);
    expect(
      ids(applyEvents(shown, [anEvent("job.deleted", { ...job("a", 1), seq: 2 })], listOf())),
    ).to.deep.equal([["c", "b"], []]);
  });

  it("keeps a job that is newer than the event", () => {
    const now = [page([job("a", 1, { seq: 5, state: "succeeded" })])];
    expect(
      applyEvents(
        now,
        [anEvent("job.started", job("a", 1, { seq: 3, state: "running" }))],
        listOf(),
      ),
    ).to.equal(now);
  });

  it("moves a job whose place in the order changes", () => {
    const list = [page([job("a", 1, { finishedAt: at(9) }), job("b", 2, { finishedAt: at(8) })])];
    const pages = applyEvents(
      list,
      [anEvent("job.succeeded", job("b", 2, { seq: 2, finishedAt: at(10) }))],
      listOf({ sort: "-finishedAt" }),
    );
    expect(ids(pages)).to.deep.equal([["b", "a"]]);
  });

  it("keeps a job that the server found by its payload", () => {
    const pages = applyEvents(
      shown,
      [anEvent("job.started", { ...job("b", 2), seq: 2, state: "running" })],
      listOf({ q: "in-payload" }),
    );
    expect(pages[0]?.items[1]?.state).to.equal("running");
  });

  it("has to be fetched again when the search may match the payload of a new job", () => {
    const event = anEvent("job.created", job("d", 4));
    expect(applyEvents(shown, [event], listOf({ q: "in-payload" }))).to.equal(shown);
    expect(needsRefetch(shown, [event], listOf({ q: "in-payload" }))).to.equal(true);
    expect(needsRefetch(shown, [event], listOf({ q: "request" }))).to.equal(false);
  });

  it("is the same list when nothing changes, so that nothing is rendered again", () => {
    expect(applyEvents(shown, [], listOf())).to.equal(shown);
  });
});

/** A random history of a job: its states in order, and whether it is deleted at the end. */
type History = { id: string; steps: { state: JobState; priority: number }[]; deleted: boolean };

const anyHistory = fc.record({
  steps: fc.array(
    fc.record({ state: fc.constantFrom(...jobStates), priority: fc.integer({ min: 0, max: 9 }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
  deleted: fc.boolean(),
});
const anyHistories: fc.Arbitrary<History[]> = fc
  .array(anyHistory, { maxLength: 6 })
  .map((histories) => histories.map((history, index) => ({ id: `job-${index}`, ...history })));
const anyContext = fc
  .record({
    state: fc.uniqueArray(fc.constantFrom(...jobStates)),
    sort: fc.constantFrom<JobSort>(...jobSorts),
  })
  .map(listOf);

function eventsOf({ id, steps, deleted }: History, minute: number): JobEvent[] {
  const all: [JobEventType, Partial<JobSummary>][] = steps.map((step) => ["job.progressed", step]);
  if (deleted) all.push(["job.deleted", steps.at(-1) ?? {}]);
  return all.map(([type, given], index) =>
    anEvent(type, job(id, minute, { ...given, seq: index + 1 })),
  );
}

/** The list that the server returns after all these events. */
function finalList(histories: History[], { view, me }: ReturnType<typeof listOf>): JobSummary[] {
  const last = histories
    .flatMap((history, minute) => (history.deleted ? [] : eventsOf(history, minute).slice(-1)))
    .map((event) => event.data);
  return last.filter((job) => matchesView(job, view, me) === "yes").sort(jobComparator(view.sort));
}

describe("the job list", () => {
  it("ends equal to the server's, however the events cross, repeat and are batched", () => {
    const order = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(
        anyHistories,
        anyContext,
        order,
        fc.integer({ min: 1, max: 5 }),
        (histories, context, dice, batchSize) => {
          const events = histories.flatMap(eventsOf);
          const wire = [...events, ...events.filter(() => (dice.next().value ?? 0) % 2 === 0)]
            .map((event) => ({ event, key: dice.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key);
          const { check } = createSequenceFilter();
          const fresh = wire.map(({ event }) => event).filter((event) => check(event) !== "stale");
          let pages = [page([])];
          for (let from = 0; from < fresh.length; from += batchSize)
            pages = applyEvents(pages, fresh.slice(from, from + batchSize), context);
          expect(pages.flatMap(({ items }) => items)).to.deep.equal(finalList(histories, context));
        },
      ),
      { numRuns: 300 },
    );
  });
});
