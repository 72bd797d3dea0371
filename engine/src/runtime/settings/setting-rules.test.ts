import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { expect } from "chai";
import { atLeast, queueNames, sharedBus, sharedStore, templatesThere } from "./setting-rules.ts";

const services = ["scheduler", "worker", "notifier"] as const;

describe("the rules of a service that is a process of its own", () => {
  it("require a store that other processes reach", () => {
    for (const service of services) {
      for (const url of ["sqlite:", "sqlite:/var/lib/formwork.db"])
        expect(sharedStore(url, service)).to.match(/^has to be mongodb:/);
      for (const url of ["mongodb://db/formwork", "mongodb+srv://db/formwork"])
        expect(sharedStore(url, service)).to.equal(null);
    }
  });

  it("require a bus that other processes reach", () => {
    for (const service of services) {
      expect(sharedBus("local:", service)).to.match(/^has to be amqp:/);
      for (const url of ["amqp://broker", "amqps://broker/formwork"])
        expect(sharedBus(url, service)).to.equal(null);
    }
  });

  it("do not hold for one process that runs every part", () => {
    expect(sharedStore("sqlite:", "start")).to.equal(null);
    expect(sharedBus("local:", "start")).to.equal(null);
  });
});

describe("templatesThere", () => {
  it("refuses a folder that is not there, where templates are published from it", () => {
    expect(templatesThere("/no/such/folder", "scheduler")).to.contain("/no/such/folder");
    expect(templatesThere("/no/such/folder", "worker")).to.equal(null);
    for (const path of [tmpdir(), resolve("./templates")])
      expect(templatesThere(path, "start")).to.equal(null);
  });
});

describe("atLeast", () => {
  it("refuses durations that are shorter", () => {
    expect(atLeast("1s")(999)).to.equal("has to be at least 1s");
    expect(atLeast("100ms")(99)).to.equal("has to be at least 100ms");
    expect(atLeast("1s")(1000)).to.equal(null);
  });
});

describe("queueNames", () => {
  it("takes names that queues may have", () => {
    expect(queueNames(["default"])).to.equal(null);
    expect(queueNames(["mail", "reports.eu", "a_b-c", "7"])).to.equal(null);
  });

  it("refuses others, none, and too many", () => {
    for (const name of ["Mail", "a b", "", "-a", "x".repeat(64)])
      expect(queueNames(["default", name])).to.match(/^has to list names of queues/);
    for (const count of [0, 51])
      expect(queueNames(Array.from({ length: count }, (_, n) => `q${n}`))).to.equal(
        "has to list 1 to 50 queues; leave it out for every queue",
      );
  });
});
