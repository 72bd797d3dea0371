import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aCommandServer, type CommandServer } from "../testing/a-server.ts";

describe("waiting for a job", () => {
  let server: CommandServer;
  beforeEach(async () => {
    server = await aCommandServer();
  });
  afterEach(() => server.stop());
  const echo = ["run", "echo", '{"text":"hi"}'];

  it("ends with 0 and the result on stdout when the job has succeeded", async () => {
    server.work(async () => ({ said: "hi" }));
    const { code, out, err } = await server.run([...echo, "--wait"]);
    expect(code, err).to.equal(0);
    expect(JSON.parse(out)).to.deep.equal({ said: "hi" });
    expect(err).to.match(/^Job \S+ hi\nsucceeded in /);
  });

  it("ends with 1 and the error on stderr when it has failed", async () => {
    server.work(async () => {
      throw Object.assign(new Error("no \u001b[31mroom"), { retry: false });
    });
    const { code, out, err } = await server.run([...echo, "--wait"]);
    expect({ code, out }).to.deep.equal({ code: 1, out: "" });
    expect(err).to.match(/failed: no room\nLook at it: formwork jobs show /);
    const json = await server.run([...echo, "--wait", "--json"]);
    expect(json.code).to.equal(1);
    expect(JSON.parse(json.out)).to.include({ state: "failed" });
  });

  it("prints the log while it is written, without escape sequences unless they are wanted", async () => {
    const go = Promise.withResolvers<void>();
    server.work(async ({ log }) => {
      log("\u001b[32mfirst\u001b[0m");
      await go.promise;
      log("second");
    });
    const followed = server.start([...echo, "--follow"]);
    await eventually(() => followed.out() === "first\n", followed.out);
    go.resolve();
    expect(await followed.code, followed.err()).to.equal(0);
    expect(followed.out()).to.equal("first\nsecond\n");
    const raw = await server.run([...echo, "--follow", "--raw"]);
    expect(raw.out).to.equal("\u001b[32mfirst\u001b[0m\nsecond\n");
    const json = await server.run([...echo, "--follow", "--json"]);
    const values = json.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(values.map(({ text, state }) => text ?? state).slice(1)).to.deep.equal([
      "second",
      "succeeded",
    ]);
  });

  it("reads a log that was written, from its end or after a line", async () => {
    server.work(async ({ log }) => {
      for (const word of ["one", "two", "three"]) log(word);
    });
    const { err } = await server.run([...echo, "--wait"]);
    const id = /^Job (\S+)/.exec(err)?.[1] ?? "";
    const logs = async (...more: string[]) => (await server.run(["jobs", "logs", id, ...more])).out;
    expect(await logs()).to.equal("one\ntwo\nthree\n");
    expect(await logs("--tail", "1")).to.equal("three\n");
    expect(await logs("--tail", "2", "-f")).to.equal("two\nthree\n");
    expect(await logs("--after", "1")).to.equal("two\nthree\n");
    expect(await logs("--timestamps", "--tail", "1")).to.match(/^20\S+Z three\n$/);
  });

  it("shows how far the job is on a terminal only, on stderr", async () => {
    const go = Promise.withResolvers<void>();
    server.work(async ({ progress }) => {
      progress(40, "reading \u001b]0;rows");
      await go.promise;
    });
    const watched = server.start([...echo, "--wait"], { isTTY: true, columns: 60 });
    await eventually(() => watched.err().includes("████████░░░░░░░░░░░░ 40% reading"), watched.err);
    expect(watched.err()).to.not.contain("\u001b]0");
    go.resolve();
    expect(await watched.code).to.equal(0);
    expect(watched.err()).to.contain("\r\u001b[2Ksucceeded in");
    expect((await server.run([...echo, "--wait"])).err).to.not.contain("\r");
  });

  it("ends at Ctrl-C, and the job goes on", async () => {
    const waiting = server.start([...echo, "--wait"]);
    await eventually(() => waiting.err().startsWith("Job "), waiting.err);
    const id = /^Job (\S+)/.exec(waiting.err())?.[1] ?? "";
    waiting.signal("SIGINT");
    expect(await waiting.code).to.equal(130);
    expect(waiting.err()).to.contain(`formwork jobs logs -f ${id}`).and.to.contain("goes on");
    const later = server.start(["jobs", "wait", id]);
    server.work(async () => null);
    expect(await later.code, later.err()).to.equal(0);
  });

  it("ends when it has taken too long, and when the job is cancelled or deleted", async () => {
    const slow = await server.run([...echo, "--max-wait", "10ms"]);
    expect(slow.code).to.equal(5);
    const id = /^Job (\S+)/.exec(slow.err)?.[1] ?? "";
    const waiting = server.start(["jobs", "wait", id]);
    await server.run(["jobs", "cancel", id]);
    expect(await waiting.code).to.equal(1);
    expect(waiting.err()).to.match(/^cancelled/);
    expect((await server.run(["jobs", "wait", "no-such-job"])).code).to.equal(3);
  });

  it("waits for a job that runs again, and follows only what it writes now", async () => {
    let runs = 0;
    server.work(async ({ log }) => {
      log(`run ${++runs}`);
      if (runs === 1) throw Object.assign(new Error("once"), { retry: false });
      return runs;
    });
    const first = await server.run([...echo, "--wait"]);
    const id = /^Job (\S+)/.exec(first.err)?.[1] ?? "";
    expect((await server.run(["jobs", "retry", id, "--follow"])).out).to.equal("run 2\n");
    expect((await server.run(["jobs", "rerun", id, "--set", "text=again", "--wait"])).out).to.equal(
      "3\n",
    );
  });
});
