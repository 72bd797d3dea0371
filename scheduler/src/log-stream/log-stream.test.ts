import { topics } from "@formwork/engine/bus/bus";
import { expect } from "chai";
import fc from "fast-check";
import { aLoggingJob, type LoggingJob } from "../testing/a-logging-job.ts";
import { readEvents, type SentEvent } from "../testing/read-events.ts";
import { createJobFeed } from "./job-feed.ts";
import { streamLog } from "./log-stream.ts";

describe("The log stream of a job", () => {
  let job: LoggingJob;
  beforeEach(async () => {
    job = await aLoggingJob();
  });
  afterEach(() => job.close());

  /** Reads a stream; `seen` resolves when it has sent what `until` waits for. */
  function open({ after = 0, heartbeatMs = 60_000 } = {}) {
    const abort = new AbortController();
    const feed = createJobFeed({ bus: job.engine.bus });
    const events: SentEvent[] = [];
    const watchers = new Set<() => void>();
    const over = (async () => {
      for await (const text of streamLog({
        engine: job.engine,
        feed,
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

  it("tells the state, then the lines stored so far, then those that come", async () => {
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

  it("resumes after the line that was seen last", async () => {
    await job.log(["one", "two", "three"]);
    const stream = open({ after: 2 });
    await job.succeed();
    await stream.over;
    expect(stream.lines()).to.deep.equal([3]);
  });

  it("ends when the job has: every line, then the final state, then `end`", async () => {
    const stream = open();
    await stream.until(() => stream.events.length === 1);
    await job.log(["last words"], { told: false });
    await job.succeed();
    await stream.over;
    expect(stream.events.map(({ event }) => event)).to.deep.equal(["state", "log", "state", "end"]);
    expect(stream.events.at(-1)?.data).to.deep.equal({ state: "succeeded" });
  });

  it("tells progress as a change of state", async () => {
    const stream = open();
    await stream.until(() => stream.events.length === 1);
    await job.progress(40);
    await stream.until(() => stream.events.length === 2);
    stream.abort.abort();
    await stream.over;
    expect(stream.events[1]?.data).to.have.nested.property("progress.percent", 40);
  });

  it("of a job that has ended is told whole, and ends", async () => {
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

  it("finds at the next heartbeat what no note told of", async () => {
    const stream = open({ heartbeatMs: 20 });
    await stream.until(() => stream.events.length === 1);
    await job.log(["unheard"], { told: false });
    await job.succeed({ told: false });
    await stream.over;
    expect(stream.events.map(({ event }) => event).filter((event) => event !== "")).to.deep.equal([
      "state",
      "log",
      "state",
      "end",
    ]);
  });

  it("sends a comment at each heartbeat, so that proxies keep it open", async () => {
    const stream = open({ heartbeatMs: 5 });
    await stream.until(() => stream.events.some(({ event }) => event === ""));
    stream.abort.abort();
    await stream.over;
  });

  it("reads the store once, then goes by what is pushed, also when that overlaps", async () => {
    const early = await job.log(["one", "two"], { told: false });
    let reads = 0;
    const { logs } = job.engine.jobs;
    job.engine.jobs.logs = (params) => {
      reads += 1;
      return logs(params);
    };
    const stream = open();
    await stream.until(() => stream.lines().length === 2);
    const late = await job.log(["three"], { told: false });
    job.engine.bus.signal(topics.log(job.id), { ...late, lines: [...early.lines, ...late.lines] });
    await stream.until(() => stream.lines().length === 3);
    stream.abort.abort();
    await stream.over;
    expect(reads).to.equal(1);
  });

  it("lets go of the bus when its reader goes", async () => {
    const listens: string[] = [];
    const { bus } = job.engine;
    const counted: typeof bus = {
      ...bus,
      onSignal: async (...args) => {
        const unlisten = await bus.onSignal(...args);
        listens.push("on");
        return async () => {
          listens.push("off");
          await unlisten();
        };
      },
      follow: async (params) => {
        const following = await bus.follow(params);
        listens.push("follow");
        return { ...following, stop: async () => void listens.push("stop") };
      },
    };
    job = { ...job, engine: { ...job.engine, bus: counted } };
    const stream = open();
    await stream.until(() => stream.events.length === 1);
    stream.abort.abort();
    await stream.over;
    expect(listens).to.have.members(["on", "off", "follow", "stop"]);
  });

  it("misses no line and repeats none, however writing, losing notes and joining fall together", async () => {
    const step = fc.record({
      lines: fc.integer({ min: 1, max: 4 }),
      told: fc.boolean(),
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
        for (const { lines, told, join, pause } of steps) {
          if (join) streams.push({ after: written, stream: open({ after: written }) });
          await job.log(
            Array.from({ length: lines }, (_, n) => `line ${n}`),
            { told },
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
