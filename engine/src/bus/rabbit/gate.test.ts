import { expect } from "chai";
import { createGate } from "./gate.ts";

describe("gate", () => {
  it("lets so many in at once, and the others in turn as these go out", async () => {
    const gate = createGate({ most: 2 });
    const [goOut] = [await gate.enter(), await gate.enter()];
    const order: string[] = [];
    const third = gate.enter();
    void third.then(() => order.push("third"));
    void gate.enter().then(() => order.push("fourth"));
    await turn();
    expect(order).to.deep.equal([]);
    goOut();
    goOut();
    await turn();
    expect(order).to.deep.equal(["third"]);
    (await third)();
    await turn();
    expect(order).to.deep.equal(["third", "fourth"]);
  });
});

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
