import { expect } from "chai";
import { sharedBus, sharedSecret, sharedStore, soundLeases, wholeAdmin } from "./setting-rules.ts";

describe("rules of services of their own", () => {
  it("want a store that other processes reach", () => {
    for (const url of ["sqlite:", "sqlite:/var/lib/formwork.db"])
      expect(sharedStore({ FORMWORK_STORE: url })).to.have.length(1);
    for (const url of ["mongodb://db/formwork", "mongodb+srv://db/formwork"])
      expect(sharedStore({ FORMWORK_STORE: url })).to.deep.equal([]);
  });

  it("want a bus that other processes reach", () => {
    expect(sharedBus({ FORMWORK_BUS: "local:" })).to.have.length(1);
    for (const url of ["amqp://broker", "amqps://broker/formwork"])
      expect(sharedBus({ FORMWORK_BUS: url })).to.deep.equal([]);
  });

  it("want a secret", () => {
    expect(sharedSecret({ FORMWORK_TOKEN_SECRET: null })).to.have.length(1);
    expect(sharedSecret({ FORMWORK_TOKEN_SECRET: "x" })).to.deep.equal([]);
  });
});

describe("rules of every start", () => {
  it("want the first admin whole or not at all", () => {
    expect(
      wholeAdmin({ FORMWORK_ADMIN_EMAIL: "a@b", FORMWORK_ADMIN_PASSWORD: null }),
    ).to.have.length(1);
    expect(wholeAdmin({ FORMWORK_ADMIN_EMAIL: null, FORMWORK_ADMIN_PASSWORD: null })).to.deep.equal(
      [],
    );
  });

  it("refuse leases and rescues shorter than they are worth", () => {
    expect(soundLeases({ FORMWORK_LEASE: 999, FORMWORK_RESCUE_INTERVAL: 99 })).to.have.length(2);
    expect(soundLeases({ FORMWORK_LEASE: 1000, FORMWORK_RESCUE_INTERVAL: 100 })).to.deep.equal([]);
  });
});
