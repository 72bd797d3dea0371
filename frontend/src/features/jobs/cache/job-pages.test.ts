import type { JobEvent, JobEventType } from "@formwork/contracts/events/events";
import type { JobSummary } from "@formwork/contracts/job";
import { type JobSort, jobSorts } from "@formwork/contracts/job-query";
import { type JobState, jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import fc from "fast-check";
import { createSequenceFilter } from "../../../lib/live/sequence-filter.ts";
import { aJob, anEvent } from "../../../testing/a-job.ts";
import { type JobView, parseView } from "../job-view.ts";
import { jobComparator } from "./job-comparator.ts";
import { applyEvents, type JobPage, needsRefetch } from "./job-pages.ts";
import { matchesView } from "./matches-view.ts";

const view = (said: Partial<JobView> = {}): JobView => ({
  ...parseView(new URLSearchParams()),
  ...said,
});
const of = (said: Partial<JobView> = {}) => ({ view: view(said), me: "ada" });
const at = (minute: number) => `2025-11-22T10:${String(minute).padStart(2, "0")}:00.000Z`;
const job = (id: string, minute: number, said: Partial<JobSummary> = {}) =>
  aJob({ id, createdAt: at(minute), ...said });
const page = (items: JobSummary[], next: string | null = null): JobPage => ({ items, next });
const ids = (pages: JobPage[]) => pages.map(({ items }) => items.map(({ id }) => id));

describe("the job list after events", () => {
  const shown = [page([job("c", 3), job("b", 2)], "more"), page([job("a", 1)])];

  it("changes a row in place", () => {
    const pages = applyEvents(
      shown,
      [anEvent("job.started", { ...job("b", 2), seq: 2, state: "running" })],
      of(),
    );
    expect(ids(pages)).to.deep.equal([["c", "b"], ["a"]]);
    expect(pages[0]?.items[1]?.state).to.equal("running");
  });

  it("shows a new job at the top", () => {
    expect(ids(applyEvents(shown, [anEvent("job.created", job("d", 4))], of()))).to.deep.equal([
      ["d", "c", "b"],
      ["a"],
    ]);
  });

  it("puts a job where the order wants it, into the page that holds its neighbour", () => {
    expect(
      ids(
        applyEvents(
          shown,
          [anEvent("job.created", job("b2", 1, { createdAt: at(1).replace(":00.", ":30.") }))],
          of(),
        ),
      ),
    ).to.deep.equal([
      ["c", "b"],
      ["b2", "a"],
    ]);
  });

  it("adds a job at the very end only when all rows are there", () => {
    const old = anEvent("job.created", job("0", 0));
    expect(ids(applyEvents(shown, [old], of()))).to.deep.equal([
      ["c", "b"],
      ["a", "0"],
    ]);
    expect(ids(applyEvents([page([job("c", 3)], "more")], [old], of()))).to.deep.equal([["c"]]);
  });

  it("lets a job go that no longer matches, or was deleted", () => {
    const running = of({ state: ["queued"] });
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
      ids(applyEvents(shown, [anEvent("job.deleted", { ...job("a", 1), seq: 2 })], of())),
    ).to.deep.equal([["c", "b"], []]);
  });

  it("does not go back to an older state", () => {
    const now = [page([job("a", 1, { seq: 5, state: "succeeded" })])];
    expect(
      applyEvents(now, [anEvent("job.started", job("a", 1, { seq: 3, state: "running" }))], of()),
    ).to.equal(now);
  });

  it("moves a job whose place changes with its new state", () => {
    const list = [page([job("a", 1, { finishedAt: at(9) }), job("b", 2, { finishedAt: at(8) })])];
    const pages = applyEvents(
      list,
      [anEvent("job.succeeded", job("b", 2, { seq: 2, finishedAt: at(10) }))],
      of({ sort: "-finishedAt" }),
    );
    expect(ids(pages)).to.deep.equal([["b", "a"]]);
  });

  it("keeps a job that the server found by its payload", () => {
    const pages = applyEvents(
      shown,
      [anEvent("job.started", { ...job("b", 2), seq: 2, state: "running" })],
      of({ q: "example.org" }),
    );
    expect(pages[0]?.items[1]?.state).to.equal("running");
  });

  it("asks the server about a new job that the search may find in its payload", () => {
    const event = anEvent("job.created", job("d", 4));
    expect(applyEvents(shown, [event], of({ q: "example.org" }))).to.equal(shown);
    expect(needsRefetch(shown, [event], of({ q: "example.org" }))).to.equal(true);
    expect(needsRefetch(shown, [event], of({ q: "request" }))).to.equal(false);
  });

  it("is the same list when nothing changed, so that nothing is drawn again", () => {
    expect(applyEvents(shown, [], of())).to.equal(shown);
  });
});

/** A random life for a few jobs: each job's events in order, `seq` without holes. */
type Life = { id: string; steps: { state: JobState; priority: number }[]; deleted: boolean };

const anyLife = fc.record({
  steps: fc.array(
    fc.record({ state: fc.constantFrom(...jobStates), priority: fc.integer({ min: 0, max: 9 }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
  deleted: fc.boolean(),
});
const anyLives: fc.Arbitrary<Life[]> = fc
  .array(anyLife, { maxLength: 6 })
  .map((lives) => lives.map((life, index) => ({ id: `job-${index}`, ...life })));
const anyContext = fc
  .record({
    state: fc.uniqueArray(fc.constantFrom(...jobStates)),
    sort: fc.constantFrom<JobSort>(...jobSorts),
  })
  .map(of);

function eventsOf({ id, steps, deleted }: Life, minute: number): JobEvent[] {
  const all: [JobEventType, Partial<JobSummary>][] = steps.map((step) => ["job.progressed", step]);
  if (deleted) all.push(["job.deleted", steps.at(-1) ?? {}]);
  return all.map(([type, said], index) =>
    anEvent(type, job(id, minute, { ...said, seq: index + 1 })),
  );
}

/** What the server would answer once everything has happened. */
function finalList(lives: Life[], { view, me }: ReturnType<typeof of>): JobSummary[] {
  const last = lives
    .flatMap((life, minute) => (life.deleted ? [] : eventsOf(life, minute).slice(-1)))
    .map((event) => event.data);
  return last.filter((one) => matchesView(one, view, me) === "yes").sort(jobComparator(view.sort));
}

describe("the job list", () => {
  it("ends as the server's, however the events cross, repeat and are bundled", () => {
    const order = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(
        anyLives,
        anyContext,
        order,
        fc.integer({ min: 1, max: 5 }),
        (lives, context, dice, bundle) => {
          const once = lives.flatMap(eventsOf);
          const wire = [...once, ...once.filter(() => (dice.next().value ?? 0) % 2 === 0)]
            .map((event) => ({ event, key: dice.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key);
          const { check } = createSequenceFilter();
          const fresh = wire.map(({ event }) => event).filter((event) => check(event) !== "stale");
          let pages = [page([])];
          for (let from = 0; from < fresh.length; from += bundle)
            pages = applyEvents(pages, fresh.slice(from, from + bundle), context);
          expect(pages.flatMap(({ items }) => items)).to.deep.equal(finalList(lives, context));
        },
      ),
      { numRuns: 300 },
    );
  });
});
