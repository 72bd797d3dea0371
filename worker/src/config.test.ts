import { expect } from "chai";
import { readWorkerConfig } from "./config.ts";

describe("the settings of a worker process", () => {
  const env = {
    FORMWORK_STORE: "mongodb://db/formwork",
    FORMWORK_BUS: "amqp://broker",
    FORMWORK_TOKEN_SECRET: "x".repeat(32),
  };

  it("make it listen only where a port is set", () => {
    expect(readWorkerConfig(env).port).to.equal(null);
    expect(readWorkerConfig({ ...env, FORMWORK_PORT: "9090" }).port).to.equal(9090);
  });

  it("make it run commands only where they are allowed, on loopback too", () => {
    expect(readWorkerConfig(env).commands).to.equal(false);
    expect(readWorkerConfig({ ...env, FORMWORK_COMMANDS: "allow" }).commands).to.equal(true);
  });
});
