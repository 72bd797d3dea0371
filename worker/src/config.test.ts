import { expect } from "chai";
import { readWorkerConfig } from "./config.ts";

describe("the settings of a worker of its own", () => {
  const env = {
    FORMWORK_STORE: "mongodb://db/formwork",
    FORMWORK_BUS: "amqp://broker",
    FORMWORK_TOKEN_SECRET: "x".repeat(32),
  };

  it("let it listen only where it is told to", () => {
    expect(readWorkerConfig(env).port).to.equal(null);
    expect(readWorkerConfig({ ...env, FORMWORK_PORT: "9090" }).port).to.equal(9090);
  });

  it("let it run commands only when it is told to, on loopback too", () => {
    expect(readWorkerConfig(env).commands).to.equal(false);
    expect(readWorkerConfig({ ...env, FORMWORK_COMMANDS: "allow" }).commands).to.equal(true);
  });
});
