import { expect } from "chai";
import { unneededSecrets } from "./unneeded-secrets.ts";

describe("secrets that a process has no need of", () => {
  const all = {
    FORMWORK_TOKEN_SECRET: "x".repeat(32),
    FORMWORK_SEAL_KEY: "y".repeat(32),
    FORMWORK_SEAL_KEYS_READ: "z".repeat(32),
    FORMWORK_ADMIN_PASSWORD: "a password of Ada",
    FORMWORK_LEASE: "30s",
  };

  it("are those of others", () => {
    expect(unneededSecrets("start", all)).to.deep.equal([]);
    expect(unneededSecrets("scheduler", all)).to.deep.equal([]);
    expect(unneededSecrets("worker", all)).to.deep.equal([
      "FORMWORK_ADMIN_PASSWORD",
      "FORMWORK_TOKEN_SECRET",
    ]);
    expect(unneededSecrets("notifier", all)).to.deep.equal([
      "FORMWORK_ADMIN_PASSWORD",
      "FORMWORK_SEAL_KEY",
      "FORMWORK_SEAL_KEYS_READ",
    ]);
  });

  it("are none where they are empty, or stand for the key that seals", () => {
    expect(unneededSecrets("notifier", { FORMWORK_SEAL_KEY: "" })).to.deep.equal([]);
    const { FORMWORK_TOKEN_SECRET } = all;
    expect(unneededSecrets("worker", { FORMWORK_TOKEN_SECRET })).to.deep.equal([]);
  });
});
