import { type Principal, roles } from "@formwork/contracts/account";
import type { FormworkEvent } from "@formwork/contracts/event";
import { anEvent } from "@formwork/engine/testing/an-event";
import { expect } from "chai";
import { isRoom, mayHear, mayHearLogs, mayJoin } from "./rooms.ts";
import { aPrincipal } from "./testing/a-gateway.ts";

const names = ["jobs", "job:01JX-a_9", "template:http-request", "inbox"];
const published: FormworkEvent = {
  ...anEvent(),
  type: "template.published",
  subject: "http-request",
  data: {},
};
const paused: FormworkEvent = { ...anEvent(), type: "queue.paused", subject: "default", data: {} };
const everybody: Principal[] = roles.map((role) => aPrincipal({ role }));

describe("rooms", () => {
  it("are these", () => {
    expect(names.filter(isRoom)).to.deep.equal(names);
  });

  it("are nothing else", () => {
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

  it("are open to every role there is, each by the scope it needs", () => {
    for (const principal of everybody)
      expect(names.filter((room) => mayJoin(principal, room))).to.deep.equal(names);
  });

  it("are closed to nobody in particular, and when there is no such room", () => {
    expect(names.filter((room) => mayJoin(null, room))).to.deep.equal([]);
    expect(mayJoin(aPrincipal({ role: "admin" }), "secrets")).to.equal(false);
  });

  it("tell of events and logs those who may read them", () => {
    for (const event of [anEvent(), published, paused]) {
      expect(everybody.every((principal) => mayHear(principal, event))).to.equal(true);
      expect(mayHear(null, event)).to.equal(false);
    }
    expect([mayHearLogs(aPrincipal()), mayHearLogs(null)]).to.deep.equal([true, false]);
  });
});
