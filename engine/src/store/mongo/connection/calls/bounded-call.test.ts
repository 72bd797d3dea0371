import { expect } from "chai";
import { refusal } from "../../../conformance/helpers.ts";
import { boundedCall } from "./bounded-call.ts";

describe("a call of MongoDB's driver", () => {
  it("is refused as unavailable when no answer comes", async () => {
    const lost = new Promise<never>(() => undefined);
    expect(await refusal(boundedCall(() => lost, 10))).to.have.property("code", "unavailable");
  });

  it("has its answer or its own error else", async () => {
    expect(await boundedCall(async () => "answer", 60_000)).to.equal("answer");
    const failed = await boundedCall(() => Promise.reject(new Error("own")), 60_000).catch(String);
    expect(failed).to.equal("Error: own");
  });
});
