import { expect } from "chai";
import type { Engine } from "../../../engine.ts";
import { DomainError } from "../../../errors.ts";
import { systemClock as clock } from "../../../runtime/clock.ts";
import { silentTelemetry } from "../../../runtime/telemetry.ts";
import type { RemoteLane } from "../../../store/steps/claim-kind.ts";
import { aGreeting, anEngine } from "../../../testing/an-engine.ts";
import { eventually } from "../../../testing/eventually.ts";
import { aRemoteWorker } from "../testing/remote-worker.ts";
import { type ClaimLine, createClaimLine } from "./claim-line.ts";

describe("the line of claims", () => {
  let engine: Engine;
  let stop: () => Promise<void>;
  let line: ClaimLine;
  let looks = 0;
  let claims = 0;
  let lookUp: () => Promise<RemoteLane[]>;
  beforeEach(async () => {
    ({ engine, stop } = await anEngine());
    looks = claims = 0;
    lookUp = engine.store.remoteLanes;
    line = createClaimLine({
      ...{ bus: engine.bus, clock, telemetry: silentTelemetry() },
      store: {
        remoteLanes() {
          looks++;
          return lookUp();
        },
      },
      work: {
        ...engine.work,
        claim(params) {
          claims++;
          return engine.work.claim(params);
        },
      },
    });
    line.start();
  });
  afterEach(async () => {
    await line.stop();
    await stop();
  });

  const claim = (n: number, given: object = {}) =>
    line.claim({
      ...{ worker: aRemoteWorker(`w${n}`), limit: 1, waitMs: 30_000 },
      ...{ signal: new AbortController().signal, ...given },
    });

  it("asks the store once for a thousand callers, and claims only where there is a job", async () => {
    const callers = Array.from({ length: 1000 }, (_, n) => claim(n));
    const others = Array.from({ length: 500 }, (_, n) => claim(n, { templates: ["other"] }));
    await eventually(() => looks > 0, "a look at the store");
    const [before, start] = [looks, clock.monotonic()];
    const jobs = [await aGreeting(engine), await aGreeting(engine), await aGreeting(engine)];
    const first = await Promise.all(callers.slice(0, 3));
    expect(first.flatMap((claimed) => claimed.jobs.map(({ job }) => job.id))).to.have.members(
      jobs.map(({ id }) => id),
    );
    // A signal is a look at most every 100 ms, a poll one a second.
    const seconds = (clock.monotonic() - start) / 1000;
    expect(looks - before).to.be.at.most(4 + 11 * seconds);
    expect(claims).to.be.at.most(3 + 16 * (looks - before));
    expect(line.waiting()).to.equal(1497);
    await line.stop();
    const rest = await Promise.all([...callers.slice(3), ...others]);
    expect(rest.every(({ jobs: none }) => none.length === 0)).to.equal(true);
  });

  it("does not ask the store while nobody waits", async () => {
    await aGreeting(engine);
    await new Promise(setImmediate);
    expect(looks).to.equal(0);
  });

  it("refuses more callers than a process can hold", async () => {
    const callers = Array.from({ length: 2000 }, (_, n) => claim(n));
    const refused = await claim(2000).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(DomainError).with.property("code", "too-many-requests");
    await line.stop();
    await Promise.all(callers);
  });

  it("passes an outage on to those who wait, and serves those who come after it", async () => {
    const works = lookUp;
    lookUp = () => Promise.reject(new DomainError("unavailable", "away"));
    const refused = await claim(1).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(DomainError).with.property("code", "unavailable");
    lookUp = works;
    await aGreeting(engine);
    expect((await claim(2)).jobs).to.have.length(1);
  });
});
