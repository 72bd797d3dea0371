import { type Principal, roles } from "@formwork/contracts/account";
import {
  anEvent,
  aTemplateEvent,
  aWorkerEvent,
  ofANewerVersion,
} from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import { isRoom, mayJoin, mayReceive, mayReceiveLogs } from "./room-access.ts";
import { aPrincipal } from "./testing/a-gateway.ts";

const names = ["jobs", "job:01JX-a_9", "template:http-request", "inbox"];
const allRoles: Principal[] = roles.map((role) => aPrincipal({ role }));

describe("rooms", () => {
  it("have these names", () => {
    expect(names.filter(isRoom)).to.deep.equal(names);
  });

  it("have no other names", () => {
    const others = [
      "",
      "job",
      "job:",
      "jobs:",
      "job:a b",
      "job:../x",
      `job:${"x".repeat(65)}`,
      "template:",
      "template:Upper",
      "queue:x",
      "inbox:1",
      "jobs\n",
    ];
    expect([...others, null, 7, {}, ["jobs"]].filter(isRoom)).to.deep.equal([]);
  });

  it("are open to every role, since each has their scopes", () => {
    for (const principal of allRoles)
      expect(names.filter((room) => mayJoin(principal, room))).to.deep.equal(names);
  });

  it("are closed to anonymous callers, and unknown rooms to everyone", () => {
    expect(names.filter((room) => mayJoin(null, room))).to.deep.equal([]);
    expect(mayJoin(aPrincipal({ role: "admin" }), "secrets")).to.equal(false);
  });

  it("give events and logs only to principals that may read them", () => {
    for (const event of [anEvent(), aTemplateEvent(), aWorkerEvent(), ofANewerVersion()]) {
      expect(allRoles.every((principal) => mayReceive(principal, event))).to.equal(true);
      expect(mayReceive(null, event)).to.equal(false);
    }
    expect([mayReceiveLogs(aPrincipal()), mayReceiveLogs(null)]).to.deep.equal([true, false]);
  });
});
