import type { Job } from "@formwork/contracts/job";
import { expect } from "chai";
import { createEventFeed } from "../event-stream/event-feed.ts";
import { aLoggingJob, type LoggingJob } from "../testing/a-logging-job.ts";
import { createJobChanges } from "./job-changes.ts";
import { untilEnded } from "./until-ended.ts";

describe("A wait for the end of a job", () => {
  let job: LoggingJob;
  let reads = 0;
  beforeEach(async () => {
    job = await aLoggingJob();
    reads = 0;
  });
  afterEach(() => job.close());

  const read = () => {
    reads++;
    return job.engine.jobs.get({ id: job.id });
  };
  const wait = (waitMs: number, signal = new AbortController().signal): Promise<Job> => {
    const changes = createJobChanges({ feed: createEventFeed({ bus: job.engine.bus }) });
    return untilEnded(changes, { id: job.id, read, waitMs, signal });
  };

  it("returns the job with its result, and reads it twice only", async () => {
    const ended = wait(60_000);
    await job.progress(10);
    await job.log(["one"]);
    await job.succeed();
    expect(await ended).to.include({ state: "succeeded" });
    expect(reads).to.equal(2);
  });

  it("returns at once for a job that has ended", async () => {
    await job.succeed();
    expect(await wait(60_000)).to.include({ state: "succeeded" });
    expect(reads).to.equal(1);
  });

  it("returns the job as it is after the time", async () => {
    expect(await wait(20)).to.include({ state: "running" });
  });

  it("tells one who may no longer see the job nothing new", async () => {
    const abort = new AbortController();
    const ended = wait(60_000, abort.signal);
    abort.abort();
    expect(await ended).to.include({ state: "running" });
    expect(reads).to.equal(1);
  });

  it("hears of the end after the subscription to the log was lost", async () => {
    const { bus } = job.engine;
    let lose: (error: Error) => void = () => {};
    const follow: typeof bus.follow = (params) => {
      lose = params.onError ?? lose;
      return bus.follow(params);
    };
    const changes = createJobChanges({ feed: createEventFeed({ bus: { ...bus, follow } }) });
    const signal = new AbortController().signal;
    const begun = Promise.withResolvers<void>();
    const ended = untilEnded(changes, {
      ...{ id: job.id, waitMs: 60_000, signal },
      read: () => read().finally(begun.resolve),
    });
    await begun.promise;
    lose(new Error("gone"));
    await job.succeed();
    expect(await ended).to.include({ state: "succeeded" });
  });

  it("serves thousands by one subscription", async () => {
    const { bus } = job.engine;
    let follows = 0;
    const follow: typeof bus.follow = (params) => {
      follows++;
      return bus.follow(params);
    };
    const changes = createJobChanges({ feed: createEventFeed({ bus: { ...bus, follow } }) });
    const signal = new AbortController().signal;
    const all = Array.from({ length: 2000 }, () =>
      untilEnded(changes, { id: job.id, read, waitMs: 60_000, signal }),
    );
    await job.succeed();
    const states = new Set((await Promise.all(all)).map(({ state }) => state));
    expect([...states]).to.deep.equal(["succeeded"]);
    expect(follows).to.equal(1);
  });
});
