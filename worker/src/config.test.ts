import { expect } from "chai";
import { readWorkerConfig } from "./config.ts";

describe("the settings of a worker process", () => {
  const env = {
    FORMWORK_STORE: "mongodb://db/formwork",
    FORMWORK_BUS: "amqp://broker",
    FORMWORK_TOKEN_SECRET: "x".repeat(32),
  };

  it("give it the key that seals alone, not the secret of tokens beside it", () => {
    const keys = (more: Record<string, string>) => readWorkerConfig({ ...env, ...more }).sealKeys();
    const [secret, key, old] = ["x", "y", "z"].map((letter) => letter.repeat(32)) as string[];
    expect(keys({})).to.deep.equal([secret]);
    const given = { FORMWORK_SEAL_KEY: key ?? "", FORMWORK_SEAL_KEYS_READ: old ?? "" };
    expect(keys(given)).to.deep.equal([key, old]);
    expect(readWorkerConfig({ ...env, ...given })).to.not.have.property("secret");
  });

  it("make it listen only where a port is set", () => {
    expect(readWorkerConfig(env).port).to.equal(null);
    expect(readWorkerConfig({ ...env, FORMWORK_PORT: "9090" }).port).to.equal(9090);
  });

  it("make it run commands only where they are allowed, on loopback too", () => {
    expect(readWorkerConfig(env).commands).to.equal(false);
    expect(readWorkerConfig({ ...env, FORMWORK_COMMANDS: "allow" }).commands).to.equal(true);
  });
});
