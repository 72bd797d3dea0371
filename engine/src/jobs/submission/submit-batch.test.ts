import { expect } from "chai";
import type { Engine } from "../../engine.ts";
import { DomainError } from "../../errors.ts";
import { systemClock } from "../../runtime/clock.ts";
import { anEngine, ann } from "../../testing/an-engine.ts";
import { someSecrets } from "../../testing/some-secrets.ts";
import { submitBatch } from "./submit-batch.ts";

describe("submitting a batch", () => {
  let engine: Engine;
  let stop: () => Promise<void>;
  before(async () => {
    ({ engine, stop } = await anEngine());
  });
  after(() => stop());

  it("stores the valid jobs and returns the faults of the others", async () => {
    const good = { template: "greet", payload: { name: "Bob" } };
    const items = await engine.jobs.submitBatch({
      ...ann,
      inputs: [
        good,
        { template: "greet", payload: {} },
        "nonsense",
        { template: "nope", payload: {} },
        good,
      ],
    });
    expect(items.map((item) => item.id !== undefined)).to.deep.equal([
      true,
      false,
      false,
      false,
      true,
    ]);
    expect(items[1]?.errors?.[0]?.pointer).to.equal("/payload/name");
    expect(items[3]?.errors?.[0]?.pointer).to.equal("/template");
  });

  it("returns the items of many portions in the order of the inputs", async () => {
    const inputs = Array.from({ length: 2500 }, (_, i) =>
      i % 100 === 7 ? { template: "greet" } : { template: "greet", payload: { name: `n${i}` } },
    );
    const items = await engine.jobs.submitBatch({ ...ann, inputs });
    expect(items.map(({ index }) => index)).to.deep.equal(inputs.map((_, i) => i));
    expect(items.filter(({ errors }) => errors !== undefined)).to.have.length(25);
    const ids = items.flatMap(({ id }) => id ?? []);
    expect(ids).to.deep.equal(ids.toSorted());
    const last = await engine.jobs.get({ id: ids.at(-1) ?? "" });
    expect(last.payload.name).to.equal("n2499");
  });

  it("lets other work run between two portions", async () => {
    const inputs = Array.from({ length: 5000 }, () => ({ template: "unknown" }));
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns++;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    await engine.jobs.submitBatch({ ...ann, inputs });
    isDone = true;
    expect(turns).to.be.at.least(9);
  });

  it("fails when the store fails at any portion, without an unhandled rejection", async () => {
    const refused = new DomainError("unavailable", "The store does not answer");
    const deps = {
      store: { ...engine.store, insertJobs: () => Promise.reject(refused) },
      templates: engine.templates,
      secrets: someSecrets("a secret of this test"),
      clock: systemClock,
      committed: () => undefined,
      storing: () => undefined,
    };
    const inputs = Array.from({ length: 5000 }, () => ({
      template: "greet",
      payload: { name: "Bob" },
    }));
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    const error = await submitBatch(deps, { ...ann, inputs }).catch((fault) => fault);
    process.off("unhandledRejection", note);
    expect(error).to.equal(refused);
    expect(unhandled).to.deep.equal([]);
  });
});
