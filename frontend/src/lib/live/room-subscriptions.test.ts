import { expect } from "chai";
import { createRoomSubscriptions } from "./room-subscriptions.ts";

const nobody = () => {};

describe("the rooms", () => {
  it("are entered with the first who wants one and left with the last", () => {
    const rooms = createRoomSubscriptions();
    const other = () => {};
    expect([rooms.add("jobs", nobody), rooms.add("jobs", other)]).to.deep.equal([true, false]);
    expect([rooms.remove("jobs", nobody), rooms.remove("jobs", other)]).to.deep.equal([
      false,
      true,
    ]);
    expect(rooms.all()).to.deep.equal([]);
  });

  it("tell only those who wait for the room that was joined", () => {
    const rooms = createRoomSubscriptions();
    const told: string[] = [];
    rooms.add("job:a", () => told.push("a"));
    rooms.add("job:b", () => told.push("b"));
    rooms.joined(["job:b"]);
    expect(told).to.deep.equal(["b"]);
  });
});
