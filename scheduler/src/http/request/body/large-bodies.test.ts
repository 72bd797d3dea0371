import { EventEmitter } from "node:events";
import { expect } from "chai";
import type { Context } from "../../context.ts";
import { createLargeBodies } from "./large-bodies.ts";

describe("large bodies", () => {
  function request(id: string) {
    const res = Object.assign(new EventEmitter(), { closed: false });
    // Of a request no more than its caller and the end of its reply are looked at.
    const ctx = { state: { principal: { id } }, ip: "", res } as unknown as Context;
    const close = () => {
      res.closed = true;
      res.emit("close");
    };
    return { ctx, close };
  }
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it("are read one at a time for each caller, in their order", async () => {
    const large = createLargeBodies();
    const read: string[] = [];
    const requests = ["a", "a", "a", "b"].map((id, index) => {
      const { ctx, close } = request(id);
      void large(ctx).then(() => read.push(`${id}${index}`));
      return close;
    });
    await turn();
    expect(read).to.deep.equal(["a0", "b3"]);
    requests[1]?.(); // it leaves while it waits
    requests[0]?.();
    await turn();
    expect(read).to.deep.equal(["a0", "b3", "a1", "a2"]);
  });
});
