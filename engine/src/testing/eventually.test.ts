import { expect } from "chai";
import { eventually, holdsWithin } from "./eventually.ts";

describe("eventually", () => {
  it("returns what the probe finds", async () => {
    const answers = [undefined, null, false, 7];
    expect(await eventually(() => answers.shift(), "no number")).to.equal(7);
  });

  it("throws its story, as it is in the end, when nothing is found in time", async () => {
    let asked = 0;
    const refused = eventually(
      () => ++asked < 0,
      () => `asked ${asked} times`,
      1,
    );
    const message = await refused.catch((error: Error) => error.message);
    expect(message).to.match(/^Waited 1 ms in vain: asked [1-9]\d* times$/);
  });

  it("passes an error of the probe on", async () => {
    const broken = () => Promise.reject(new Error("broken"));
    expect(await eventually(broken, "").catch((error: Error) => error.message)).to.equal("broken");
  });
});

describe("holdsWithin", () => {
  it("tells whether a condition holds in time", async () => {
    let asked = 0;
    expect(await holdsWithin(() => ++asked === 3, 1000)).to.equal(true);
    expect(await holdsWithin(() => false, 1)).to.equal(false);
  });
});
