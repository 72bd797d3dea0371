import { topics } from "@formwork/engine/bus/bus";
import { expect } from "chai";
import fc from "fast-check";
import { createEventFeed } from "../event-stream/event-feed.ts";
import { aLoggingJob, type LoggingJob } from "../testing/a-logging-job.ts";
import { readEvents, type SentEvent } from "../testing/read-events.ts";
import { createJobChanges } from "./job-changes.ts";
import { streamLog } from "./stream-log.ts";

describe("The log stream of a job", () => {
  let job: LoggingJob;
  beforeEach(async () => {
    job = await aLoggingJob();
  });
  afterEach(() => job.close());

  /** Opens a stream and collects its events; `until` resolves when `test` is true of them. */
  function open({ after = 0, heartbeatMs = 60_000 } = {}) {
    const abort = new AbortController();
    const changes = createJobChanges({ feed: createEventFeed({ bus: job.engine.bus }) });
    const events: SentEvent[] = [];
    const watchers = new Set<() => void>();
    const over = (async () => {
      for await (const text of streamLog({
        engine: job.engine,
        changes,
        id: job.id,
        after,
        signal: abort.signal,
        heartbeatMs,
      })) {
        events.push(...readEvents(text));
        for (const look of watchers) look();
      }
    })();
    const until = (test: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => test() && resolve();
        watchers.add(look);
        look();
      });
    const lines = () => events.filter(({ event }) => event === "log").map(({ id }) => Number(id));
    return { events, lines, until, over, abort };
  }

  it("sends the state, then the stored lines, then those that are written", async () => {
    await job.log(["one", "two"]);
    const stream = open();
    await stream.until(() => stream.lines().length === 2);
    await job.log(["three"]);
    await stream.until(() => stream.lines().length === 3);
    stream.abort.abort();
    await stream.over;
    expect(stream.events.map(({ event }) => event)).to.deep.equal(["state", "log", "log", "log"]);
    expect(stream.events[0]?.data).to.include({ state: "running", attempt: 1, maxAttempts: 1 });
    expect(stream.events[3])
      .to.deep.include({ id: "3" })
      .and.have.nested.property("data.text", "three");
  });

  it("resumes after the line that was received last", async () => {
    await job.log(["one", "two", "three"]);
    const stream = open({ after: 2 });
    await job.succeed();
    await stream.over;
    expect(stream.lines()).to.deep.equal([3]);
  });

  it("ends with the job: every line, then the final state, then `end`", async () => {
    const stream = open();
    await stream.until(() => stream.events.length === 1);
    await job.log(["last words"], { signalled: false });
    await job.succeed();
    await stream.over;
    expect(stream.events.map(({ event }) => event)).to.deep.equal(["state", "log", "state", "end"]);
    const end = stream.events.at(-1);
    expect(end?.data)
      .to.deep.include({ state: "succeeded", error: null })
      .and.have.property("result");
    expect(end?.id).to.match(/^1:\d+:end$/);
  });

  it("sends progress as a change of state", async () => {
    const stream = open();
    await stream.until(() => stream.events.length === 1);
    await job.progress(40);
    await stream.until(() => stream.events.length === 2);
    stream.abort.abort();
    await stream.over;
    expect(stream.events[1]?.data).to.have.nested.property("progress.percent", 40);
  });

  it("sends everything of a job that has ended, and ends", async () => {
    await job.log(["one"]);
    await job.succeed();
    const stream = open();
    await stream.over;
    expect(stream.events.map(({ event }) => event)).to.deep.equal(["log", "state", "end"]);
  });

  it("ends when the job is deleted", async () => {
    await job.succeed();
    await job.remove();
    const stream = open();
    await stream.over;
    expect(stream.events).to.deep.equal([
      { event: "end", id: undefined, data: { state: "deleted" } },
    ]);
  });

  it("sends at the next heartbeat what no signal reported", async () => {
    const stream = open({ heartbeatMs: 20 });
    await stream.until(() => stream.events.length === 1);
    await job.log(["unheard"], { signalled: false });
    await job.succeed({ signalled: false });
    await stream.over;
    expect(stream.events.map(({ event }) => event).filter((event) => event !== "")).to.deep.equal([
      "state",
      "log",
      "state",
      "end",
    ]);
  });

  it("sends a comment at each heartbeat", async () => {
    const stream = open({ heartbeatMs: 5 });
    await stream.until(() => stream.events.some(({ event }) => event === ""));
    stream.abort.abort();
    await stream.over;
  });

  it("reads the store once, then sends pushed lines, which may overlap", async () => {
    const early = await job.log(["one", "two"], { signalled: false });
    let reads = 0;
    const { logs } = job.engine.jobs;
    job.engine.jobs.logs = (params) => {
      reads += 1;
      return logs(params);
    };
    const stream = open();
    await stream.until(() => stream.lines().length === 2);
    const late = await job.log(["three"], { signalled: false });
    job.engine.bus.signal(topics.log(job.id), { ...late, lines: [...early.lines, ...late.lines] });
    await stream.until(() => stream.lines().length === 3);
    stream.abort.abort();
    await stream.over;
    expect(reads).to.equal(1);
  });

  it("unsubscribes from the bus when its reader disconnects", async () => {
    const calls: string[] = [];
    const { bus } = job.engine;
    const counted: typeof bus = {
      ...bus,
      onSignal: async (...args) => {
        const unsubscribe = await bus.onSignal(...args);
        calls.push("on");
        return async () => {
          calls.push("off");
          await unsubscribe();
        };
      },
      follow: async (params) => {
        const subscription = await bus.follow(params);
        calls.push("follow");
        return { ...subscription, stop: async () => void calls.push("stop") };
      },
    };
    job = { ...job, engine: { ...job.engine, bus: counted } };
    const stream = open();
    await stream.until(() => stream.events.length === 1);
    stream.abort.abort();
    await stream.over;
    expect(calls).to.have.members(["on", "off", "follow", "stop"]);
  });

  it("sends every line once, in any order of writes, lost signals and new readers", async () => {
    const step = fc.record({
      lines: fc.integer({ min: 1, max: 4 }),
      signalled: fc.boolean(),
      join: fc.boolean(),
      pause: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        await job.close();
        job = await aLoggingJob();
        const streams: { after: number; stream: ReturnType<typeof open> }[] = [
          { after: 0, stream: open() },
        ];
        let written = 0;
        for (const { lines, signalled, join, pause } of steps) {
          if (join) streams.push({ after: written, stream: open({ after: written }) });
          await job.log(
            Array.from({ length: lines }, (_, n) => `line ${n}`),
            { signalled },
          );
          written += lines;
          if (pause) await new Promise((resolve) => setImmediate(resolve));
        }
        await job.succeed();
        for (const { after, stream } of streams) {
          await stream.over;
          expect(stream.lines()).to.deep.equal(
            Array.from({ length: written - after }, (_, n) => after + 1 + n),
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});
