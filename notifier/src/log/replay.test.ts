import { expect } from "chai";
import fc from "fast-check";
import { cursor, someEntries } from "../testing/an-entry.ts";
import { createCoverage } from "./coverage.ts";
import type { Entry } from "./entry.ts";
import { replay } from "./replay.ts";
import { createRing } from "./ring.ts";

type Story = {
  jobs: string[];
  atFirst: number;
  from: number;
  limit: number;
  page: number;
  rooms: string[];
  turns: number[];
  second?: { from: number; when: number };
};

/**
 * Plays a socket that replays while the log grows: at every wait of the replay, as many events
 * arrive as `turns` says, and at one of them a second subscription may go further back. Answers the
 * numbers of what was sent, and whether the second subscription came in time.
 */
async function play({
  jobs,
  atFirst,
  from,
  limit,
  page,
  rooms,
  turns,
  second,
}: Story): Promise<{ sent: number[]; wentBack: boolean }> {
  const log = someEntries(jobs.length, (n) => jobs[n - 1] ?? "");
  const ring = createRing<Entry>({ start: cursor(0), limit });
  const coverage = createCoverage(cursor(from));
  const sent: Entry[] = [];
  let [arrived, live, waits] = [0, false, 0];

  function arrive(count: number) {
    for (const entry of log.slice(arrived, arrived + count)) {
      arrived += 1;
      ring.push(entry);
      if (live && coverage.pass(entry)) sent.push(entry);
    }
  }
  async function wait() {
    arrive(turns[waits++] ?? 0);
    if (waits === second?.when)
      coverage.join({ rooms: ["inbox", "job:b"], from: cursor(second.from) });
    await undefined;
  }
  arrive(atFirst);
  coverage.join({ rooms, from: cursor(from) });
  await replay({
    coverage,
    ring: () => ring,
    async readOlder(after) {
      const older = log
        .filter((entry) => entry.cursor > after && entry.cursor <= ring.head())
        .slice(0, page);
      await wait();
      return older;
    },
    eventsPerPage: page,
    send: (entry) => sent.push(entry),
    drained: wait,
    isOpen: () => true,
    onLive() {
      live = true;
    },
  });
  arrive(jobs.length);
  return {
    sent: sent.map(({ event }) => (event.data as { seq: number }).seq),
    wentBack: second !== undefined && waits >= second.when,
  };
}

const job = fc.constantFrom("a", "b", "c");
const aStory = fc.record({
  jobs: fc.array(job, { minLength: 1, maxLength: 120 }),
  atFirst: fc.nat(120),
  limit: fc.integer({ min: 1, max: 60 }),
  page: fc.integer({ min: 1, max: 20 }),
  rooms: fc.subarray(["jobs", "job:a", "job:b", "template:http-request"], { minLength: 1 }),
  turns: fc.array(fc.nat(15), { maxLength: 40 }),
});
const numbers = (story: { jobs: string[] }) =>
  story.jobs.map((job, index) => ({ n: index + 1, job }));

describe("replay", () => {
  it("comes to an end although nothing lies between where it stands and what is in memory", async () => {
    const coverage = createCoverage(cursor(3));
    const ring = createRing<Entry>({ start: cursor(9), limit: 10 });
    let [live, asked] = [false, 0];
    await replay({
      ...{
        coverage,
        ring: () => ring,
        eventsPerPage: 5,
        send: () => undefined,
        drained: async () => undefined,
        isOpen: () => asked < 5,
      },
      async readOlder() {
        asked += 1;
        return [];
      },
      onLive() {
        live = true;
      },
    });
    expect([coverage.at(), live, asked]).to.deep.equal([cursor(9), true, 1]);
  });

  it("joins what was with what comes, without a gap, a repeat or a change of order", async () => {
    const story = aStory.chain((story) =>
      fc.nat(Math.min(story.atFirst, story.jobs.length)).map((from) => ({ ...story, from })),
    );
    await fc.assert(
      fc.asyncProperty(story, async (story) => {
        const all = story.rooms.some((room) => !room.startsWith("job:"));
        const wanted = numbers(story).filter(
          ({ n, job }) => n > story.from && (all || story.rooms.includes(`job:${job}`)),
        );
        expect((await play(story)).sent).to.deep.equal(wanted.map(({ n }) => n));
      }),
      { numRuns: 300 },
    );
  });

  it("sends everything once although a second subscription goes further back in the middle", async () => {
    const story = aStory.chain((story) =>
      fc
        .tuple(
          fc.nat(Math.min(story.atFirst, story.jobs.length)),
          fc.nat(20),
          fc.integer({ min: 1, max: 6 }),
        )
        .map(([from, back, when]) => ({
          ...story,
          from,
          second: { from: Math.max(0, from - back), when },
        })),
    );
    await fc.assert(
      fc.asyncProperty(story, async (story) => {
        const { sent, wentBack } = await play({
          ...story,
          rooms: ["job:a"],
          turns: [1, ...story.turns],
        });
        const wanted = numbers(story).filter(
          ({ n, job }) =>
            (job === "a" && n > story.from) || (wentBack && job === "b" && n > story.second.from),
        );
        expect(sent.sort((a, b) => a - b)).to.deep.equal(wanted.map(({ n }) => n));
      }),
      { numRuns: 300 },
    );
  });
});
