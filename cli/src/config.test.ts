import { expect } from "chai";
import { readStartConfig } from "./config.ts";

describe("the settings of formwork start", () => {
  const faultsOf = (env: Record<string, string>): string => {
    try {
      readStartConfig(env);
      return "";
    } catch (error) {
      return String(error);
    }
  };

  it("need nothing at all", () => {
    expect(readStartConfig({})).to.deep.include({
      host: "127.0.0.1",
      port: 8080,
      admin: null,
      commands: true,
      leaseMs: 30_000,
      concurrency: 10,
    });
  });

  it("let commands run on loopback only, unless told", () => {
    expect(readStartConfig({ FORMWORK_HOST: "0.0.0.0" }).commands).to.equal(false);
    expect(readStartConfig({ FORMWORK_HOST: "::1" }).commands).to.equal(true);
    expect(
      readStartConfig({ FORMWORK_HOST: "0.0.0.0", FORMWORK_COMMANDS: "allow" }).commands,
    ).to.equal(true);
    expect(readStartConfig({ FORMWORK_COMMANDS: "off" }).commands).to.equal(false);
  });

  it("lets jobs be generated where only this machine reaches it, or where it is told to", () => {
    const allowed = (env: Record<string, string>) => readStartConfig(env).generateJobs;
    expect(allowed({})).to.equal(true);
    expect(allowed({ FORMWORK_HOST: "0.0.0.0" })).to.equal(false);
    expect(allowed({ FORMWORK_HOST: "0.0.0.0", FORMWORK_GENERATE_JOBS: "allow" })).to.equal(true);
    expect(allowed({ FORMWORK_GENERATE_JOBS: "off" })).to.equal(false);
  });

  it("want e-mail and password of the admin together", () => {
    expect(faultsOf({ FORMWORK_ADMIN_EMAIL: "a@b.co" })).to.contain("given together");
    const admin = {
      FORMWORK_ADMIN_EMAIL: "a@b.co",
      FORMWORK_ADMIN_PASSWORD: "correct horse battery",
    };
    expect(readStartConfig(admin).admin).to.deep.equal({
      email: "a@b.co",
      password: "correct horse battery",
    });
  });

  it("name every fault at once", () => {
    expect(
      faultsOf({ FORMWORK_PORT: "x", FORMWORK_LEASES: "3s", FORMWORK_ADMIN_PASSWORD: "short" }),
    )
      .to.contain("FORMWORK_PORT")
      .and.to.contain("did you mean FORMWORK_LEASE?")
      .and.to.contain("12 to 256 characters");
  });
});
