import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import type { Command } from "./command.ts";
import { readConfig } from "./read-config.ts";

const shared = {
  FORMWORK_STORE: "mongodb://db/formwork",
  FORMWORK_BUS: "amqp://broker",
  FORMWORK_TOKEN_SECRET: "x".repeat(32),
};
const faultsOf = (command: Command, env: Record<string, string>): string => {
  try {
    readConfig(command, env);
    return "";
  } catch (error) {
    return String(error);
  }
};

describe("readConfig", () => {
  it("needs no setting for formwork start", () => {
    expect(readConfig("start", {})).to.deep.equal({
      home: join(homedir(), ".formwork"),
      host: "127.0.0.1",
      port: 8080,
      store: "sqlite:",
      bus: "local:",
      templates: resolve("templates"),
      adminEmail: null,
      adminPassword: null,
      secret: null,
      tokenMs: 900_000,
      sessionMs: 604_800_000,
      sealKey: null,
      sealKeysRead: [],
      oidcIssuer: null,
      oidcClientId: null,
      oidcClientSecret: null,
      oidcName: null,
      oidcRoleClaim: "groups",
      oidcRoles: [],
      oidcScopes: ["email", "profile"],
      newKey: null,
      publicUrl: null,
      allowedOrigins: [],
      proxies: 0,
      concurrency: 10,
      jobDiskMb: 2048,
      jobUsers: null,
      jobCpuMs: 86_400_000,
      jobMemoryMb: 4096,
      jobProcesses: 1024,
      jobFileMb: 2048,
      leaseMs: 30_000,
      rescueMs: 10_000,
      drainMs: 10_000,
      commands: null,
      generateJobs: null,
      outboundAllow: [],
      files: [],
      queues: null,
      logLevel: "info",
    });
  });

  it("gives each command the settings that it reads, and no others", () => {
    expect(readConfig("notifier", { ...shared, FORMWORK_PORT: "0" })).to.deep.equal({
      host: "127.0.0.1",
      port: 0,
      bus: "amqp://broker",
      secret: "x".repeat(32),
      publicUrl: null,
      schedulerUrl: null,
      logLevel: "info",
    });
    expect(readConfig("scheduler", shared)).not.to.have.any.keys("concurrency", "drainMs", "home");
    expect(readConfig("worker", shared)).not.to.have.any.keys("adminPassword", "publicUrl");
    expect(readConfig("notifier", shared)).not.to.have.any.keys("sealKey", "sealKeysRead");
  });

  it("takes the port of a worker for absent unless it is given", () => {
    expect(readConfig("worker", shared).port).to.equal(null);
    expect(readConfig("scheduler", shared).port).to.equal(8080);
  });

  it("leaves the slash at the end of the public address out", () => {
    const env = { FORMWORK_PUBLIC_URL: "https://jobs.example.org/" };
    expect(readConfig("start", env).publicUrl).to.equal("https://jobs.example.org");
  });

  it("names all that a service of its own lacks in one message", () => {
    expect(faultsOf("scheduler", { FORMWORK_LEASE: "1ms" }))
      .to.contain("FORMWORK_STORE has to be mongodb://… for a service of its own")
      .and.to.contain("FORMWORK_BUS has to be amqp://… for a service of its own")
      .and.to.contain(
        "FORMWORK_TOKEN_SECRET is required: a text of at least 32 characters, the same for every service",
      )
      .and.to.contain("FORMWORK_LEASE has to be at least 1s");
  });

  it("wants a key that seals of a worker, or the secret that stood for it, and no more", () => {
    const { FORMWORK_TOKEN_SECRET, ...rest } = shared;
    expect(faultsOf("worker", rest)).to.contain("FORMWORK_SEAL_KEY is required");
    expect(faultsOf("worker", { ...rest, FORMWORK_SEAL_KEY: "y".repeat(32) })).to.equal("");
    expect(faultsOf("worker", { ...rest, FORMWORK_TOKEN_SECRET })).to.equal("");
    const short = { ...rest, FORMWORK_SEAL_KEY: "hunter2", FORMWORK_SEAL_KEYS_READ: "hunter2" };
    expect(faultsOf("worker", short))
      .to.contain("FORMWORK_SEAL_KEY has to be a text of at least 32")
      .and.to.contain("FORMWORK_SEAL_KEYS_READ has to be texts of at least 32")
      .and.not.to.contain("hunter2")
      .and.not.to.contain("is required");
  });

  it("checks the form of every setting for every command, and rules only for those that it reads", () => {
    expect(faultsOf("notifier", { ...shared, FORMWORK_LEASE: "soon" })).to.contain(
      'FORMWORK_LEASE is "soon"',
    );
    expect(
      faultsOf("notifier", { ...shared, FORMWORK_LEASE: "1ms", FORMWORK_STORE: "sqlite:" }),
    ).to.equal("");
  });

  it("wants the first admin whole, of the commands that make it", () => {
    const env = { ...shared, FORMWORK_ADMIN_EMAIL: "a@b.co" };
    for (const command of ["start", "scheduler"] as const)
      expect(faultsOf(command, env)).to.contain("given together or not at all");
    for (const command of ["worker", "notifier"] as const)
      expect(faultsOf(command, env)).to.equal("");
  });
});
