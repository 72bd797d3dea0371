import type { Client } from "@formwork/contracts/client/client";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { admin, signIn } from "../support/formwork.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { type Listener, startListener } from "./support/listener.ts";
import { type Production, startProduction } from "./support/production.ts";

describe("docker-compose.yml with two of each service, every one a plain process", function () {
  this.timeout(300_000);
  let formwork: Production;
  let client: Client;
  let token: string;
  const listeners: Listener[] = [];

  before(async () => {
    formwork = await startProduction({ scheduler: 2, notifier: 2, worker: 2 });
    ({ client, token } = await signIn(formwork.url));
  });
  after(() => formwork?.stop());
  afterEach(() => {
    for (const { stop } of listeners.splice(0)) stop();
  });

  async function listen(): Promise<Listener> {
    const listener = await startListener({ url: formwork.url, token, rooms: ["jobs"] });
    listeners.push(listener);
    return listener;
  }
  const submit = (template: string, payload: Record<string, unknown>) =>
    client.call("jobs.create", { body: { template, payload } });
  const submitSample = (payload: object) =>
    submit("sample-job", {
      steps: 3,
      seconds: 0.1,
      lines: 2,
      failure: { mode: "never" },
      ...payload,
    });
  const finished = (id: string) =>
    eventually(
      async () => {
        const job = await client.call("jobs.get", { params: { id } });
        return /succeeded|failed|cancelled/.test(job.state) && job;
      },
      `the end of job ${id}`,
      30_000,
    );

  it("pushes a job's events through nginx, complete and in order, from either notifier", async () => {
    for (let left = 4; left > 0; left--) await listen();
    const { id } = await submitSample({});
    for (const { events } of listeners) {
      const mine = () => events.filter(({ subject }) => subject === id);
      await eventually(
        async () => mine().at(-1)?.type === "job.succeeded",
        "the last event",
        30_000,
      );
      expect(mine().map((event) => event.id)).to.deep.equal(
        mine().map((_, index) => `${id}:${index + 1}`),
      );
      expect(mine().map(({ type }) => type)).to.include.members([
        "job.created",
        "job.queued",
        "job.started",
        "job.succeeded",
      ]);
    }
  });

  it("runs commands where they are allowed, with the programs that shipped templates call", async () => {
    const { id } = await submit("disk-usage", { folder: "/etc", depth: 1, top: 10 });
    expect(await finished(id)).to.include({ state: "succeeded" });
  });

  it("streams a job's log line by line while the job runs", async () => {
    const { id } = await submitSample({ steps: 4, seconds: 0.4, lines: 1 });
    const arrivals = new Map<string, number>();
    const stream = await fetch(client.address("jobs.log-stream", { params: { id } }), {
      headers: { authorization: `Bearer ${token}` },
    });
    for await (const chunk of stream.body?.pipeThrough(new TextDecoderStream()) ?? [])
      for (const [, event = "", data = ""] of chunk.matchAll(
        /event: (\w+)\n(?:id: \d+\n)?data: (.*)/g,
      ))
        arrivals.set(
          event === "log" ? (JSON.parse(data).text.match(/step \d/)?.[0] ?? data) : event,
          performance.now(),
        );
    const between = (first: string, last: string) =>
      (arrivals.get(last) ?? 0) - (arrivals.get(first) ?? Number.POSITIVE_INFINITY);
    expect([...arrivals.keys()].at(-1)).to.equal("end");
    // One step takes 400 ms; buffered lines would arrive together at the end.
    expect(between("step 1", "step 3")).to.be.above(400);
    expect(between("step 1", "end")).to.be.above(800);
  });

  it("opens in a browser under the content security policy, and shows a running job without a console error", async () => {
    const browser = await openBrowser();
    try {
      const { page, faults } = await openPage(browser, formwork.url);
      const document = await page.goto("/");
      expect(document?.headers()["content-security-policy"]).to.contain("script-src 'self'");
      await page.getByLabel("E-mail").fill(admin.email);
      await page.getByLabel("Password", { exact: true }).fill(admin.password);
      await page.getByRole("button", { name: /Sign in/ }).click();
      await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
      const { id } = await submitSample({ steps: 4, seconds: 0.4 });
      await page.goto(`/jobs/${id}`);
      const main = page.getByRole("main");
      await main.getByText("Running", { exact: true }).first().waitFor();
      await main.getByText("Succeeded", { exact: true }).first().waitFor();
      expect(faults).to.deep.equal([]);
    } finally {
      await browser.close();
    }
  });

  it("serves metrics inside its network only", async () => {
    for (const { url } of [...formwork.scheduler, ...formwork.notifier, ...formwork.worker]) {
      const reply = await fetch(`${url}/metrics`);
      expect(await reply.text()).to.match(/^process_cpu_seconds_total/m);
    }
    expect((await fetch(`${formwork.url}/metrics`)).status).to.equal(404);
  });

  it("works with one of each service when the others stop, and loses no event", async () => {
    const listener = await listen();
    const jobs = await Promise.all(
      Array.from({ length: 10 }, () => submitSample({ steps: 2, seconds: 0.3 })),
    );
    for (const replicas of [formwork.scheduler, formwork.notifier, formwork.worker])
      await replicas[0]?.stop();
    jobs.push(await submitSample({ steps: 1 }));
    for (const { id } of jobs) expect(await finished(id)).to.include({ state: "succeeded" });

    const ended = () =>
      new Set(
        listener.events.flatMap((event) => (event.type === "job.succeeded" ? [event.subject] : [])),
      );
    await eventually(
      async () => jobs.every(({ id }) => ended().has(id)),
      "the last event of every job",
      30_000,
    );
    for (const { id } of jobs) {
      const numbers = listener.events
        .filter(({ subject }) => subject === id)
        .map((event) => event.id.split(":").at(-1));
      expect(numbers, id).to.deep.equal(numbers.map((_, index) => String(index + 1)));
    }
  });
});
