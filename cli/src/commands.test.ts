import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aDatabase, type TestDatabase } from "@formwork/engine/testing/servers/a-mongo-database";
import { expect } from "chai";
import { aCommandServer, type CommandServer } from "./testing/a-server.ts";

const uuid = /^[0-9a-f-]{36}$/;

onEachStore("Commands", (use) => {
  let server: CommandServer;
  before(async () => {
    server = await aCommandServer(use());
  });
  after(() => server.stop());

  const submit = async (...more: string[]) => {
    const { out, code, err } = await server.run(["run", "echo", '{"text":"hi"}', ...more]);
    expect(code, err).to.equal(0);
    return out.trim();
  };

  it("submit a job and print its id, for scripts", async () => {
    const { code, out, err } = await server.run([
      "run",
      "echo",
      '{"text":"hi"}',
      "--created-by",
      "me",
    ]);
    expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    expect(out.trim()).to.match(uuid);
  });

  it("take a payload from stdin, from a file, and from single values", async () => {
    const file = join(server.app.folder, "payload.txt");
    writeFileSync(file, '{"text":"from a file"}');
    const jobs = [
      await server.run(["run", "echo", "-", "--json"], { input: '{"text":"from stdin"}' }),
      await server.run(["run", "echo", `@${file}`, "--json"]),
      await server.run(["run", "echo", "--set", "text=from --set", "--set", "times=3", "--json"]),
      await server.run(["run", "echo", "--body", '{"payload":{"text":"from body"}}', "--json"]),
    ].map(({ out }) => JSON.parse(out).payload);
    expect(jobs.map(({ text }) => text)).to.deep.equal([
      ...["from stdin", "from a file", "from --set", "from body"],
    ]);
    expect(jobs[2]).to.include({ times: 3 });
  });

  it("list jobs as a table and as JSON lines, page after page", async () => {
    const tag = `many-${Date.now()}`;
    const jobs = Array.from({ length: 7 }, (_, index) => ({
      ...{ template: "echo", payload: { text: `number ${index}` }, tags: [tag] },
    }));
    const lines = jobs.map((job) => JSON.stringify(job)).join("\n");
    const batch = await server.run(["jobs", "batch", "--jobs", "-", "--json"], { input: lines });
    expect(JSON.parse(batch.out)).to.include({ accepted: 7, rejected: 0 });

    const list = (...more: string[]) => server.run(["jobs", "list", "--tag", tag, ...more]);
    const all = await list("--json", "--all");
    expect(
      all.out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).payload.text),
    ).to.have.length(7);
    const some = await list("--limit", "3");
    expect(some.out.trim().split("\n")).to.have.length(4);
    expect(some.out).to.match(/^ID +STATE +TEMPLATE +SUMMARY +CREATED +ATTEMPT\n/);
    expect(some.err).to.contain("--all");
    const chosen = await list("--columns", "payload.text", "--sort", "createdAt", "-n", "1");
    expect(chosen.out).to.equal("TEXT\nnumber 0\n");
    const none = await server.run(["jobs", "list", "--tag", "nobody", "--json"]);
    expect(none).to.deep.equal({ code: 0, out: "", err: "" });
  });

  it("say which jobs of a batch were refused, and why", async () => {
    const jobs = '{"template":"echo","payload":{"text":"good"}}\n{"template":"echo"}';
    const { code, out, err } = await server.run(["jobs", "batch", "--jobs", "-"], { input: jobs });
    expect({ code, err }).to.deep.equal({ code: 3, err: "1 jobs were refused\n" });
    expect(out)
      .to.match(/accepted +1\nrejected +1\nINDEX +ID +ERRORS\n/)
      .and.to.contain("/text");
  });

  it("export jobs as a file", async () => {
    const id = await submit("--tag", "exported");
    const { code, out } = await server.run([
      "jobs",
      "export",
      "--tag",
      "exported",
      "--format",
      "csv",
    ]);
    expect(code).to.equal(0);
    expect(out)
      .to.match(/^"id",/)
      .and.to.contain(id);
  });

  it("change, cancel and retry jobs, several at once, and say which were refused", async () => {
    const [one, two] = [await submit("--delay", "1h"), await submit("--delay", "1h")];
    const changed = await server.run(["jobs", "change", one, "--priority", "9", "--json"]);
    expect(JSON.parse(changed.out)).to.include({ priority: 9, state: "scheduled" });
    const { code, out, err } = await server.run([
      "jobs",
      "cancel",
      one,
      "no-such-job",
      two,
      "--json",
    ]);
    expect(code).to.equal(3);
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).state),
    ).to.deep.equal([...["cancelled", "cancelled"]]);
    expect(err)
      .to.match(/^no-such-job: No such job/)
      .and.to.contain("1 of 3 were refused");
    expect((await server.run(["jobs", "retry", one])).out).to.match(/state +scheduled/);
    await server.run(["jobs", "cancel", one]);
  });

  it("make, change, pause, trigger and preview schedules", async () => {
    const created = await server.run([
      ...["schedules", "create", "--template", "echo", "--cron", "0 9 * * 1-5"],
      ...["--timezone", "Europe/Berlin", "--set", "text=morning", "--json"],
    ]);
    const { id, cron, payload } = JSON.parse(created.out);
    expect({ cron, text: payload.text }).to.deep.equal({ cron: "0 9 * * 1-5", text: "morning" });
    const run = (...args: string[]) => server.run(["schedules", ...args, "--json"]);
    const paused = await run("pause", id, "--reason", "a holiday");
    expect(JSON.parse(paused.out)).to.include({ state: "paused", pausedReason: "a holiday" });
    const changed = await run("change", id, "--max-failures", "3", "--overlap", "allow");
    expect(JSON.parse(changed.out)).to.include({ maxFailures: 3, overlap: "allow" });
    expect(
      JSON.parse((await run("change", id, "--max-failures", "null")).out).maxFailures,
    ).to.equal(null);
    const triggered = JSON.parse((await run("trigger", id)).out);
    expect(triggered.scheduleId).to.equal(id);
    await server.run(["jobs", "cancel", triggered.id]);
    const preview = await server.run(["schedules", "preview", "--every", "1h", "--count", "3"]);
    expect(preview.out.trim().split("\n")).to.have.length(4);
    expect((await server.run(["schedules", "delete", id])).err).to.equal(`Removed ${id}\n`);
  });

  it("say what the server refuses, each field on a line, and end with 3", async () => {
    const { code, out, err } = await server.run(["run", "echo", '{"text":"","times":0}']);
    expect({ code, out }).to.deep.equal({ code: 3, out: "" });
    expect(err.trim().split("\n")).to.deep.equal([
      "The payload does not fit the template: The payload does not fit template echo",
      "  /payload/text must not be empty",
      "  /payload/times must be at least 1",
    ]);
    const queue = await server.run(["run", "echo", '{"text":"a"}', "--queue", "NOT A QUEUE"]);
    expect(queue.err).to.match(/\n {2}--queue must/);
  });

  describe("above a limit", () => {
    const limit = (submitsPerMinute: number | null) =>
      server.app.engine.settings.setLimits({ change: { submitsPerMinute } });
    afterEach(() => limit(null));

    /** Submits jobs with a key of its own, as a batch; returns what runs a command with that key. */
    async function afterBatchOf(length: number) {
      const body = { name: "batch", scopes: ["jobs:write", "jobs:read", "templates:read"] };
      const { json } = await server.app.ask("/api/v1/api-keys", { method: "POST", body });
      const token = String(json.key);
      const jobs = Array.from({ length }, () => ({ template: "echo", payload: { text: "a" } }));
      await server.app.ask("/api/v1/jobs/batch", { method: "POST", body: { jobs }, token });
      return () => server.run(["run", "echo", '{"text":"hi"}'], { env: { FORMWORK_TOKEN: token } });
    }

    it("wait for their turn, and say so", async () => {
      await limit(60);
      const run = await afterBatchOf(62);
      const { code, out, err } = await run();
      expect({ code, out: uuid.test(out.trim()) }).to.deep.equal({ code: 0, out: true });
      expect(err).to.match(/^too many requests: trying again in [123] s$/m);
    });

    it("end with 3 where that would take too long, and say how long", async () => {
      await limit(1);
      const run = await afterBatchOf(5);
      const { code, err } = await run();
      expect(code).to.equal(3);
      expect(err).to.match(/At most 1 job may be submitted in a minute\nTry again in [345]m/);
    });
  });

  it("publish, export and validate templates", async () => {
    const folder = join(server.app.folder, "exported");
    const exported = await server.run(["templates", "export", "echo", "--to", folder]);
    const file = join(folder, "echo.json");
    expect(exported.out).to.equal(`${file}\n`);
    const definition = JSON.parse(readFileSync(file, "utf8"));
    expect(definition).to.not.have.any.keys("version", "hash", "publishedAt");
    expect((await server.run(["templates", "publish", file])).out).to.match(
      /^echo version 1 unchanged/,
    );
    const other = { ...definition, name: "echo-two", title: "Echo again" };
    writeFileSync(join(folder, "echo-two.json"), JSON.stringify(other));
    writeFileSync(join(folder, "broken.json"), '{"name":"broken"}');
    const imported = await server.run(["templates", "import", folder]);
    expect(imported.code).to.equal(3);
    expect(imported.out).to.contain("echo-two version 1 published");
    expect(imported.err).to.match(
      /broken\.json: The request is not valid.*\n {2}\/title is required/,
    );

    const checked = await server.run(["templates", "validate", folder]);
    expect(checked.code).to.equal(1);
    expect(checked.out).to.contain("echo.json: valid");
    expect(checked.err)
      .to.match(/broken\.json:\n {2}\/\w+ /)
      .and.to.contain("1 of 3 not valid");
    expect((await server.run(["templates", "validate", "echo", "--set", "text=hi"])).code).to.equal(
      0,
    );
    const payload = await server.run(["templates", "validate", "echo", '{"text":""}']);
    expect(payload.code).to.equal(1);
    expect(payload.err).to.contain("/payload/text must not be empty");
    await server.run(["templates", "archive", "echo-two"]);
  });
});

/** Runs a suite against a server on each store. */
function onEachStore(name: string, suite: (use: () => { store?: string }) => void): void {
  describe(`${name} on SQLite`, () => suite(() => ({})));
  describe(`${name} on MongoDB`, () => {
    let database: TestDatabase | undefined;
    before(async () => {
      database = await aDatabase();
    });
    after(() => database?.stop());
    suite(() => ({ store: database?.url ?? "" }));
  });
}
