import { expect } from "chai";
import { sparing } from "./sparing.ts";

describe("A sparing reader", () => {
  let now = 0;
  let readings = 0;
  let took = 0;
  const clock = { monotonic: () => now };
  const read = async () => {
    readings++;
    now += took;
    return readings;
  };
  beforeEach(() => {
    now = readings = took = 0;
  });

  it("keeps a value for twenty times as long as its reading took, and no longer", async () => {
    took = 10;
    const value = sparing(clock, read);
    expect(await value()).to.equal(1);
    now += 199;
    expect(await value()).to.equal(1);
    now += 1;
    expect(await value()).to.equal(2);
  });

  it("keeps no value for longer than half a minute", async () => {
    took = 5000;
    const value = sparing(clock, read);
    await value();
    now += 29_999;
    expect(await value()).to.equal(1);
    now += 1;
    expect(await value()).to.equal(2);
  });

  it("lets calls during a reading share it", async () => {
    const value = sparing(clock, read);
    expect(await Promise.all([value(), value(), value()])).to.deep.equal([1, 1, 1]);
  });

  it("keeps no failure", async () => {
    let fails = true;
    const value = sparing(clock, async () => (fails ? Promise.reject(new Error("away")) : read()));
    const error = await value().catch(String);
    expect(error).to.equal("Error: away");
    fails = false;
    expect(await value()).to.equal(1);
  });
});
