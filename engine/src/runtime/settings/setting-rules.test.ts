import { expect } from "chai";
import { atLeast, sharedBus, sharedStore } from "./setting-rules.ts";

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

describe("atLeast", () => {
  it("refuses durations that are shorter", () => {
    expect(atLeast("1s")(999)).to.equal("has to be at least 1s");
    expect(atLeast("100ms")(99)).to.equal("has to be at least 100ms");
    expect(atLeast("1s")(1000)).to.equal(null);
  });
});
