import { expect } from "chai";
import { type Principal, type Role, roles } from "../accounts/account.ts";
import type { FormworkEvent } from "../events/events.ts";
import {
  anActionEvent,
  anEvent,
  aQueueEvent,
  aRetentionEvent,
  aScheduleEvent,
  aTemplateEvent,
  aWorkerEvent,
  ofANewerVersion,
} from "../testing/an-event.ts";
import { isRoom, mayJoin, mayReceive, mayReceiveLogs } from "./events.ts";

const names = ["jobs", "job:01JX-a_9", "template:http-request", "inbox"];
const aUser = (role: Role, more: Partial<Principal> = {}): Principal => ({
  ...{ id: "user-1", role, email: "one@example.org", sessionId: null, ...more },
});

describe("rooms", () => {
  it("have these names", () => {
    expect(names.filter(isRoom)).to.deep.equal(names);
  });

  it("have no other names", () => {
    const others = [
      ...["", "job", "job:", "jobs:", "job:a b", "job:../x", `job:${"x".repeat(65)}`],
      ...["template:", "template:Upper", "queue:x", "inbox:1", "jobs\n"],
    ];
    expect([...others, null, 7, {}, ["jobs"]].filter(isRoom)).to.deep.equal([]);
  });

  it("are open to every role, since each has their scopes", () => {
    for (const role of roles)
      expect(names.filter((room) => mayJoin(aUser(role), room))).to.deep.equal(names);
  });

  it("are closed to anonymous callers, and unknown rooms to everyone", () => {
    expect(names.filter((room) => mayJoin(null, room))).to.deep.equal([]);
    expect(mayJoin(aUser("admin"), "secrets")).to.equal(false);
  });
});

describe("events", () => {
  const own = { createdBy: "user-1" };
  const foreign = { createdBy: "user-2" };
  const schedule = (by: object): FormworkEvent => {
    const event = aScheduleEvent();
    return { ...event, data: { ...event.data, ...by } };
  };
  const ofTemplate = [anEvent(own), aTemplateEvent(), schedule(own)];
  const ofOthers = [anEvent(foreign), schedule(foreign), schedule({}), anActionEvent(foreign)];
  const ofTheHouse = [aWorkerEvent(), aQueueEvent(), aRetentionEvent()];
  const all = [...ofTemplate, ...ofOthers, ...ofTheHouse, anActionEvent(own), ofANewerVersion()];
  const heardBy = (principal: Principal | null) =>
    all.filter((event) => mayReceive(principal, event));

  it("all come to who sees everybody's, and none to nobody", () => {
    for (const one of [aUser("viewer", { sees: "all" }), aUser("author"), aUser("admin")])
      expect(heardBy(one)).to.deep.equal(all);
    expect(heardBy(null)).to.deep.equal([]);
  });

  it("of others, and of types that are not known, do not come to who sees the own", () => {
    for (const role of ["viewer", "operator"] as const) {
      const heard = heardBy(aUser(role));
      expect(heard).to.have.members([...ofTemplate, ...ofTheHouse, anActionEvent(own)].map(same));
    }
    function same(event: FormworkEvent) {
      return all.find(({ id, data }) => id === event.id && data === event.data) ?? all.at(-2);
    }
  });

  it("of a template do not come to whom its access list leaves out", () => {
    const names = ["http-request"];
    const barred = { fromSeeing: names, fromRunning: names };
    const heard = heardBy(aUser("operator", { sees: "all", barred }));
    expect(heard).to.deep.equal([...ofTheHouse, all.at(-2)]);
    const seeOnly = { fromSeeing: [], fromRunning: names };
    expect(heardBy(aUser("author", { barred: seeOnly }))).to.deep.equal(all);
  });

  it("of other templates, and about several, do not come to a key for some", () => {
    const key = { id: "k", templates: ["other"], scopes: ["jobs:read", "templates:read"] as const };
    expect(heardBy(aUser("admin", { key }))).to.deep.equal([]);
    const fitting = { ...key, templates: ["http-request"] };
    const heard = heardBy(aUser("admin", { key: fitting }));
    expect(heard).to.deep.equal(
      all.filter(({ type }) => type.startsWith("job.") || type.startsWith("template.")),
    );
  });
});

describe("log lines", () => {
  it("come to who may see their job", () => {
    const facts = { template: "http-request", createdBy: "user-1" };
    expect(mayReceiveLogs(aUser("operator"), facts)).to.equal(true);
    expect(mayReceiveLogs(aUser("operator"), { ...facts, createdBy: "user-2" })).to.equal(false);
    expect(mayReceiveLogs(null, facts)).to.equal(false);
  });

  it("without an owner, as an older worker sends them, come to who sees everybody's", () => {
    expect(mayReceiveLogs(aUser("operator"), {})).to.equal(false);
    expect(mayReceiveLogs(aUser("admin"), {})).to.equal(true);
  });
});
