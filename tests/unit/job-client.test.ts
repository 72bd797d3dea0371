import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { JobMessage } from "@formwork/contracts/client/jobs/follow-job";
import { createFormwork, type Formwork } from "@formwork/contracts/client/jobs/formwork";
import { isProblemError } from "@formwork/contracts/client/problem-error";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aCommandServer, type CommandServer } from "../../cli/src/testing/a-server.ts";
import { startProxy, type TcpProxy } from "../support/servers/proxy.ts";

const job = { template: "echo", payload: { text: "hi" } };

describe("The client that programs use", () => {
  let server: CommandServer;
  let proxy: TcpProxy;
  let formwork: Formwork;
  before(async () => {
    server = await aCommandServer();
    proxy = await startProxy(server.app.url);
    formwork = createFormwork({ url: proxy.url, token: server.app.token });
  });
  after(async () => {
    await server.stop();
    await proxy.close();
  });
  afterEach(() => proxy.pass());

  const tagged = async (tag: string) => {
    const { json } = await server.app.ask(`/api/v1/jobs?tag=${tag}`);
    return (json.items as { id: string }[]).map(({ id }) => id);
  };

  it("makes one job although the answer to its submit was lost", async () => {
    proxy.dropReplies();
    const submitted = formwork.submit({ ...job, tags: ["once"] });
    await eventually(async () => (await tagged("once")).length > 0, "the job is stored");
    proxy.pass();
    expect(await tagged("once")).to.deep.equal([(await submitted).id]);
  });

  it("throws at once what is refused, and in the end what does not pass", async () => {
    const refusal = await formwork.submit({ ...job, payload: {} }).catch((error) => error);
    expect(isProblemError(refusal) && refusal.problem).to.include({
      ...{ code: "invalid-payload", retryable: false },
    });
    const nowhere = createFormwork({ url: "http://127.0.0.1:1", patienceMs: 0 });
    const away = await nowhere.submit(job).catch((error) => error);
    expect(isProblemError(away) && away.problem).to.include({
      code: "unreachable",
      retryable: true,
    });
  });

  it("comes back after as many seconds as the server asks for", async () => {
    const at: number[] = [];
    const busy = createServer((_, response) => {
      at.push(performance.now());
      const problem = { code: "unavailable", detail: "Busy", status: 503, retryable: true };
      if (at.length > 1) return response.end(JSON.stringify({ id: "job-1" }));
      response.writeHead(503, { "retry-after": "1" }).end(JSON.stringify(problem));
    });
    await once(busy.listen(0, "127.0.0.1"), "listening");
    const { port } = busy.address() as AddressInfo;
    const client = createFormwork({ url: `http://127.0.0.1:${port}` });
    expect(await client.submit(job)).to.deep.equal({ id: "job-1" });
    const [first = 0, second = 0] = at;
    // Timers may fire a millisecond early.
    expect(second - first).to.be.at.least(990);
    busy.close();
  });

  it("waits until a job has ended, or returns it as it is after a time", async () => {
    const { id } = await formwork.submit({ ...job, delay: "1h" });
    expect(await formwork.wait(id, { timeoutMs: 1 })).to.include({ state: "scheduled" });
    const ended = formwork.wait(id);
    await formwork.call("jobs.cancel", { params: { id } });
    expect(await ended).to.include({ id, state: "cancelled" });
  });

  it("follows a job over a cut: each line comes once, and the end has the result", async () => {
    const [more, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const worker = server.work(async ({ log }) => {
      log("before");
      await more.promise;
      log("meanwhile");
      await end.promise;
      return { n: 1 };
    });
    const { id } = await formwork.submit({ ...job, priority: 9 });
    const messages: JobMessage[] = [];
    const lines = () => messages.flatMap((one) => (one.kind === "log" ? [one.line.text] : []));
    const over = (async () => {
      for await (const message of formwork.stream(id)) messages.push(message);
    })();
    await eventually(() => lines().includes("before"), "the first line has come");
    await proxy.refuse();
    more.resolve();
    await eventually(() => messages.some(({ kind }) => kind === "lost"), "the cut is told");
    await proxy.accept();
    await eventually(() => lines().includes("meanwhile"), "the second line has come");
    end.resolve();
    await over;
    expect(lines()).to.deep.equal(["before", "meanwhile"]);
    expect(messages.at(-1)).to.deep.include({
      ...{ kind: "end", state: "succeeded", result: { n: 1 } },
    });
    await worker.stop(0);
  });

  it("reads all pages of a list, and checks a payload", async () => {
    for (const _ of [1, 2, 3]) await formwork.submit({ ...job, tags: ["many"] });
    const ids: string[] = [];
    const query = { tag: ["many"], limit: 2 };
    for await (const { id } of formwork.pages("jobs.list", { query })) ids.push(id);
    expect(ids).to.deep.equal(await tagged("many"));
    expect(ids).to.have.length(3);
    const { valid, errors } = await formwork.verify("echo", { text: "" });
    expect([valid, errors.map(({ pointer }) => pointer)]).to.deep.equal([false, ["/payload/text"]]);
  });
});
