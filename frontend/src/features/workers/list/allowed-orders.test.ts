import { expect } from "chai";
import { aWorker } from "../../../testing/a-worker.ts";
import { allowedOrders } from "./allowed-orders.ts";

describe("allowedOrders", () => {
  it("lets a worker drain, resume while it drains, and be taken out once it is offline", () => {
    const drain = { by: "ada", at: "2026-03-01T08:00:00.000Z", seenAt: null };
    expect(allowedOrders(aWorker())).to.deep.equal(["drain"]);
    expect(allowedOrders(aWorker({ state: "draining", drain }))).to.deep.equal(["resume"]);
    expect(allowedOrders(aWorker({ state: "offline", end: "silent" }))).to.deep.equal(["forget"]);
  });

  it("lets nothing be done with one whose process is ending", () => {
    expect(allowedOrders(aWorker({ state: "draining", stopping: true }))).to.deep.equal([]);
  });
});
