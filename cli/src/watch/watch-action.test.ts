import type { JobActionProgress } from "@formwork/contracts/job-action";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { startProxy } from "../../../tests/support/servers/proxy.ts";
import { aCommandServer, type CommandServer } from "../testing/a-server.ts";
import { actionEnding, actionText } from "./action-text.ts";

describe("following an action on many jobs", () => {
  let server: CommandServer;
  beforeEach(async () => {
    server = await aCommandServer();
  });
  afterEach(() => server.stop());
  const act = ["actions", "create", "--action", "cancel"];
  const all = [...act, "--filter", '{"tag":"many"}'];

  async function manyJobs(count: number): Promise<void> {
    const job = { template: "echo", payload: { text: "hi" }, tags: ["many"] };
    const jobs = JSON.stringify(Array.from({ length: count }, () => job));
    expect((await server.run(["jobs", "batch", "--jobs", jobs])).code).to.equal(0);
  }
  const idIn = (text: string) => /Action (\S+)/.exec(text)?.[1] ?? "";

  it("ends with 0 when every job was moved, and with 1 and the reasons otherwise", async () => {
    await manyJobs(3);
    const first = await server.run([...all, "--wait"]);
    expect(first.code, first.err).to.equal(0);
    expect(first.out).to.equal("");
    expect(first.err).to.match(/^Action \S+\ndone: 3 cancelled\n$/);
    const again = await server.run([...all, "--wait", "--json"]);
    expect(again.code, again.err).to.equal(1);
    expect(JSON.parse(again.out)).to.include({ state: "done", done: 0, failed: 3 });
    expect(again.err).to.match(
      /0 cancelled, 3 stay as they were:\n {2}3: they were cancelled, such as/,
    );
  });

  it("ends at Ctrl-C while the action goes on, and another command follows it to its end", async () => {
    await manyJobs(40);
    const slow = server.start([...all, "--per-minute", "60", "--wait"], { isTTY: true });
    await eventually(() => slow.err().includes(" of 40"), slow.err);
    const id = idIn(slow.err());
    slow.signal("SIGINT");
    expect(await slow.code).to.equal(130);
    expect(slow.err())
      .to.contain("goes on")
      .and.contain(`formwork actions wait ${id}`)
      .and.contain(`formwork actions stop ${id}`);
    const other = server.start(["actions", "wait", id], { isTTY: true });
    await eventually(() => other.err().includes(" of 40"), other.err);
    expect((await server.run(["actions", "stop", id])).code).to.equal(0);
    expect(await other.code, other.err()).to.equal(1);
    expect(other.err()).to.match(/stopped: \d+ cancelled/);
  });

  it("goes on after a cut of the connection, with what happened meanwhile", async () => {
    const proxy = await startProxy(server.app.url);
    try {
      await manyJobs(30);
      const created = await server.run([...all, "--per-minute", "60", "--json"]);
      const { id } = JSON.parse(created.out);
      const env = { FORMWORK_URL: proxy.url };
      const waiting = server.start(["actions", "wait", id], { isTTY: true, env });
      await eventually(() => waiting.err().includes(" of 30"), waiting.err);
      await proxy.refuse();
      await eventually(() => waiting.err().includes("no contact"), waiting.err);
      await server.run(["actions", "stop", id]);
      await proxy.accept();
      expect(await waiting.code, waiting.err()).to.equal(1);
      expect(waiting.err()).to.contain("stopped: ");
    } finally {
      await proxy.close();
    }
  });

  it("refuses an action that is not there, and gives up when told", async () => {
    expect((await server.run(["actions", "wait", "none"])).code).to.equal(3);
    await manyJobs(20);
    const given = [...all, "--per-minute", "60", "--max-wait", "10ms"];
    const { code, err } = await server.run(given);
    expect(code, err).to.equal(5);
    await server.run(["actions", "stop", idIn(err)]);
  });
});

describe("the words about an action", () => {
  const progress: JobActionProgress = {
    ...{ id: "a", action: "retry", state: "running", total: 400, done: 237, failed: 3 },
    ...{ perMinute: null, createdBy: "u", createdAt: "", stoppedBy: null, finishedAt: null },
    ...{ error: null, reasons: [] },
  };

  it("are how far it is, also where nobody counted", () => {
    expect(actionText(progress)).to.equal("running ████████████░░░░░░░░ 60% 237 of 400, 3 not");
    expect(actionText({ ...progress, total: null, failed: 0 })).to.equal("running 237");
    expect(actionText({ ...progress, total: 0, done: 0, failed: 0 })).to.contain("100% 0 of 0");
    expect(actionText({ ...progress, total: 100 })).to.contain("100%");
    expect(actionText(null)).to.equal("waiting");
  });

  it("are without escape sequences, whoever the server is", () => {
    const reasons = [{ code: "no\u001b[2J", state: null, count: 3, sampleIds: ["x\n"] }];
    const lines = actionEnding({ ...progress, state: "failed", error: "\u001b[31mgone", reasons });
    expect(lines.join("|")).to.not.contain("\u001b").and.not.contain("\n");
  });
});
