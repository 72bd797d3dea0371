import { expect } from "chai";
import { createRoomSubscriptions } from "./room-subscriptions.ts";

const first = () => {};
const second = () => {};

describe("room subscriptions", () => {
  it("report the first listener of a room and the last", () => {
    const rooms = createRoomSubscriptions();
    expect([rooms.add("jobs", first), rooms.add("jobs", second)]).to.deep.equal([true, false]);
    expect([rooms.remove("jobs", first), rooms.remove("jobs", second)]).to.deep.equal([
      false,
      true,
    ]);
    expect(rooms.all()).to.deep.equal([]);
  });

  it("call only the listeners of the room that was joined", () => {
    const rooms = createRoomSubscriptions();
    const calls: string[] = [];
    rooms.add("job:a", () => calls.push("a"));
    rooms.add("job:b", () => calls.push("b"));
    rooms.joined(["job:b"]);
    expect(calls).to.deep.equal(["b"]);
  });
});
