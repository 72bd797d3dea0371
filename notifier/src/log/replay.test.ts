import { expect } from "chai";
import fc from "fast-check";
import { cursor, someOutgoingEvents } from "../testing/an-outgoing-event.ts";
import { createDeliveryCursor } from "./delivery-cursor.ts";
import type { OutgoingEvent } from "./outgoing-event.ts";
import { createRecentEvents } from "./recent-events.ts";
import { replay } from "./replay.ts";

type Scenario = {
  /** The job of each event of the log. */
  jobs: string[];
  /** Events in the log before the replay starts. */
  initial: number;
  from: number;
  capacity: number;
  page: number;
  rooms: string[];
  /** Events that arrive at each wait of the replay. */
  arrivals: number[];
  /** A subscription from the cursor `from`, made at the wait number `when`. */
  second?: { from: number; when: number };
};

/**
 * Replays the log to one socket while it grows. Returns the numbers of the events that were sent,
 * and whether the replay lasted until the second subscription.
 */
async function run({
  jobs,
  initial,
  from,
  capacity,
  page,
  rooms,
  arrivals,
  second,
}: Scenario): Promise<{ sent: number[]; movedBack: boolean }> {
  const log = someOutgoingEvents(jobs.length, (n) => jobs[n - 1] ?? "");
  const recent = createRecentEvents<OutgoingEvent>({ start: cursor(0), capacity });
  const delivery = createDeliveryCursor(cursor(from));
  const sent: OutgoingEvent[] = [];
  let [arrived, live, waits] = [0, false, 0];

  function arrive(count: number) {
    for (const event of log.slice(arrived, arrived + count)) {
      arrived += 1;
      recent.push(event);
      if (live && delivery.advance(event)) sent.push(event);
    }
  }
  async function wait() {
    arrive(arrivals[waits++] ?? 0);
    if (waits === second?.when)
      delivery.join({ rooms: ["inbox", "job:b"], from: cursor(second.from) });
    await undefined;
  }
  arrive(initial);
  delivery.join({ rooms, from: cursor(from) });
  await replay({
    delivery,
    recent: () => recent,
    async readOlder(after) {
      const older = log
        .filter((event) => event.cursor > after && event.cursor <= recent.head())
        .slice(0, page);
      await wait();
      return older;
    },
    eventsPerPage: page,
    send: (event) => sent.push(event),
    drained: wait,
    isOpen: () => true,
    onLive() {
      live = true;
    },
  });
  arrive(jobs.length);
  return {
    sent: sent.map(({ event }) => (event.data as { seq: number }).seq),
    movedBack: second !== undefined && waits >= second.when,
  };
}

const job = fc.constantFrom("a", "b", "c");
const aScenario = fc.record({
  jobs: fc.array(job, { minLength: 1, maxLength: 120 }),
  initial: fc.nat(120),
  capacity: fc.integer({ min: 1, max: 60 }),
  page: fc.integer({ min: 1, max: 20 }),
  rooms: fc.subarray(["jobs", "job:a", "job:b", "template:http-request"], { minLength: 1 }),
  arrivals: fc.array(fc.nat(15), { maxLength: 40 }),
});
const numbered = ({ jobs }: { jobs: string[] }) =>
  jobs.map((job, index) => ({ n: index + 1, job }));

describe("replay", () => {
  it("ends when there are no events between its position and those in memory", async () => {
    const delivery = createDeliveryCursor(cursor(3));
    const recent = createRecentEvents<OutgoingEvent>({ start: cursor(9), capacity: 10 });
    let [live, reads] = [false, 0];
    await replay({
      ...{
        delivery,
        recent: () => recent,
        eventsPerPage: 5,
        send: () => undefined,
        drained: async () => undefined,
        isOpen: () => reads < 5,
      },
      async readOlder() {
        reads += 1;
        return [];
      },
      onLive() {
        live = true;
      },
    });
    expect([delivery.position(), live, reads]).to.deep.equal([cursor(9), true, 1]);
  });

  it("joins past and live events without a gap, a repeat or a change of order", async () => {
    const scenarios = aScenario.chain((scenario) =>
      fc
        .nat(Math.min(scenario.initial, scenario.jobs.length))
        .map((from) => ({ ...scenario, from })),
    );
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const all = scenario.rooms.some((room) => !room.startsWith("job:"));
        const wanted = numbered(scenario).filter(
          ({ n, job }) => n > scenario.from && (all || scenario.rooms.includes(`job:${job}`)),
        );
        expect((await run(scenario)).sent).to.deep.equal(wanted.map(({ n }) => n));
      }),
      { numRuns: 300 },
    );
  });

  it("sends each event once although another subscription starts from an earlier cursor", async () => {
    const scenarios = aScenario.chain((scenario) =>
      fc
        .tuple(
          fc.nat(Math.min(scenario.initial, scenario.jobs.length)),
          fc.nat(20),
          fc.integer({ min: 1, max: 6 }),
        )
        .map(([from, back, when]) => ({
          ...scenario,
          from,
          second: { from: Math.max(0, from - back), when },
        })),
    );
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const { sent, movedBack } = await run({
          ...scenario,
          rooms: ["job:a"],
          arrivals: [1, ...scenario.arrivals],
        });
        const wanted = numbered(scenario).filter(
          ({ n, job }) =>
            (job === "a" && n > scenario.from) ||
            (movedBack && job === "b" && n > scenario.second.from),
        );
        expect(sent.sort((a, b) => a - b)).to.deep.equal(wanted.map(({ n }) => n));
      }),
      { numRuns: 300 },
    );
  });
});
