import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { createSqliteStore } from "@formwork/engine/store/sqlite/sqlite";
import { sharedDatabase } from "@formwork/engine/testing/servers/a-mongo-database";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { openHome } from "../home.ts";
import { makeSealKeys } from "../seal-keys/seal-key-file.ts";
import { runCommand } from "../testing/a-terminal.ts";
import type { Finding } from "./checks.ts";

describe("formwork check", () => {
  const database = sharedDatabase();
  let folder: Awaited<ReturnType<typeof aTemporaryFolder>>;
  let home: string;
  let templates: string;
  beforeEach(async () => {
    folder = await aTemporaryFolder();
    home = join(folder.path, "home");
    templates = join(folder.path, "templates");
    mkdirSync(templates);
  });
  afterEach(() => folder.remove());

  const file = () => join(home, "data", "formwork.db");
  async function check(part = "start", more: Record<string, string> = {}) {
    const env = { FORMWORK_HOME: home, FORMWORK_TEMPLATES: templates, ...more };
    const { code, out, err } = await runCommand(["check", part, "--json"], { env });
    const lines = out.trim().split("\n").filter(Boolean);
    const findings = lines.map((line) => JSON.parse(line) as Finding);
    const all = (name: string) => findings.filter((one) => one.check === name);
    return { code, err, all, of: (name: string) => all(name)[0] };
  }
  async function makeStore() {
    const store = createSqliteStore({ path: file(), clock });
    await store.open();
    await store.close();
  }
  /** Changes the database, as another version or process would have done. */
  function change(sql: string) {
    const sqlite = new DatabaseSync(file());
    sqlite.exec(sql);
    sqlite.close();
  }
  const services = {
    FORMWORK_STORE: "mongodb://127.0.0.1:1/nowhere",
    FORMWORK_BUS: "amqp://guest:PASSW0RD@127.0.0.1:1",
    FORMWORK_TOKEN_SECRET: "x".repeat(40),
  };

  it("finds nothing wrong with a new installation, and makes nothing", async () => {
    const { code, of } = await check();
    expect(code).to.equal(0);
    expect(of("settings")?.result).to.equal("ok");
    expect([of("home"), of("store")].map((one) => one?.result)).to.deep.equal(["note", "note"]);
  });

  it("finds nothing wrong with one that has run", async () => {
    const { etc } = openHome(home);
    makeSealKeys({ etc }, []);
    await makeStore();
    const { code, of } = await check();
    expect(code).to.equal(0);
    for (const name of ["rights", "store", "templates"])
      expect(of(name)?.result, name).to.equal("ok");
  });

  it("finds a wrong setting, another key, a newer schema, keys that others may read, and a broken template", async () => {
    const { etc } = openHome(home);
    makeSealKeys({ etc }, []);
    await makeStore();
    change(`create table if not exists settings (key text primary key, version integer not null, document text not null) strict;
      insert into settings values ('key', 1, '{"name":"key","fingerprint":"of another"}');
      insert into migrations values (99, 0)`);
    chmodSync(join(etc, "seal-keys"), 0o644);
    writeFileSync(join(templates, "broken.json"), "{");
    const { code, of } = await check();
    expect(code).to.equal(1);
    for (const name of ["key", "store", "rights", "templates"])
      expect(of(name)?.result, name).to.equal("fault");
    const wrong = await check("start", { FORMWORK_CONCURENCY: "3" });
    expect(wrong.of("settings")?.detail).to.contain("did you mean FORMWORK_CONCURRENCY?");
  });

  it("tells as whom jobs run, and what protection from them cannot be had", async () => {
    const same = await check("start", { FORMWORK_JOB_USER: "same" });
    expect(same.code).to.equal(0);
    expect(same.all("jobs").map(({ result }) => result)).to.include.members(["ok", "note"]);
    const told = same.all("jobs").map(({ detail }) => detail);
    expect(told[0]).to.equal("run as the worker's own user");
    expect(told.join())
      .to.contain("they can reach its files")
      .and.contain("processes is not limited");
    const none = await check("worker", { ...services, FORMWORK_JOB_USER: "no-such-user" });
    expect(none.all("jobs")[0]).to.include({ result: "fault" });
    const scheduler = await check("scheduler", services);
    expect(scheduler.all("jobs")).to.deep.equal([]);
  });

  it("asks database and broker, and names no password", async () => {
    const away = await check("scheduler", services);
    expect(away.code).to.equal(1);
    expect([away.of("store"), away.of("broker")].map((one) => one?.result)).to.deep.equal([
      "fault",
      "fault",
    ]);
    expect(JSON.stringify([away.of("broker"), away.err])).to.not.contain("PASSW0RD");
    await (await database.open()).close();
    const there = await check("scheduler", { ...services, FORMWORK_STORE: database.url });
    expect(there.of("store")?.result).to.equal("ok");
  }).timeout(30_000);
});
