import type { Job } from "@formwork/contracts/job";
import type { Engine } from "@formwork/engine/engine";
import { DomainError } from "@formwork/engine/errors";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { exportWriters } from "../../export/export-formats.ts";
import { jobColumns } from "../../export/job-columns.ts";
import { type RunningApp, startApp } from "../../testing/start-app.ts";
import { createExportFiles } from "../export-files.ts";

describe("An export of jobs", () => {
  let app: RunningApp;
  /** What a test does with the pages of the list. */
  let list: Engine["jobs"]["list"] | null = null;
  before(async () => {
    app = await startApp({ wrap });
    await Promise.all([submit(450, "plain"), submit(1, "other")]);
  });
  after(() => app.stop());
  afterEach(() => {
    list = null;
  });
  function wrap(engine: Engine): Engine {
    const { jobs } = engine;
    return {
      ...engine,
      jobs: { ...jobs, list: (params) => (list ?? jobs.list)(params) },
    };
  }
  async function submit(count: number, tag: string, text = 'hello, "you"\nthere') {
    const jobs = Array.from({ length: count }, () => ({
      ...{ template: "echo", payload: { text, key: "s3cret" }, tags: [tag] },
    }));
    await app.ask("/api/v1/jobs/batch", { method: "POST", body: { jobs } });
  }
  const open = (query: string, init: RequestInit = {}) =>
    fetch(`${app.url}/api/v1/jobs/export?${query}`, {
      headers: { authorization: `Bearer ${app.token}` },
      ...init,
    });
  const lines = (text: string) => text.trimEnd().split("\n");

  it("has each job that matches once, newest first, as NDJSON", async () => {
    const response = await open("format=ndjson&tag=plain");
    expect(response.headers.get("content-type")).to.contain("application/x-ndjson");
    expect(response.headers.get("content-disposition")).to.match(
      /^attachment; filename="formwork-jobs-\d{4}-\d\d-\d\dT\d{4}\.ndjson"$/,
    );
    const text = await response.text();
    expect(text).to.not.contain("s3cret");
    const jobs: Job[] = lines(text).map((line) => JSON.parse(line));
    expect(new Set(jobs.map(({ id }) => id)).size).to.equal(450);
    const times = jobs.map(({ createdAt }) => createdAt);
    expect(times).to.deep.equal(times.toSorted().toReversed());
    expect((await app.ask(`/api/v1/jobs/${jobs[0]?.id}`)).json).to.deep.equal(jobs[0]);
  });

  it("has a record per job as CSV, which a reader of RFC 4180 takes", async () => {
    const response = await open("tag=plain");
    expect(response.headers.get("content-type")).to.contain("text/csv");
    const records: Record<string, string>[] = parse(await response.text(), { columns: true });
    expect(records).to.have.length(450);
    const { payload = "", ...first } = records[0] ?? {};
    expect(first).to.include({
      template: "echo",
      version: "1",
      state: "queued",
      tags: '["plain"]',
    });
    expect(JSON.parse(payload).text).to.equal('hello, "you"\nthere');
    expect(first.summary).to.contain("hello");
    expect(payload).to.not.contain("s3cret");
  });

  it("takes every filter of the list, and refuses what it does not know", async () => {
    const other = await open("format=ndjson&tag=other&state=queued&payload.times=1&createdBy=me");
    expect(lines(await other.text())).to.have.length(1);
    expect(await (await open("format=ndjson&tag=nobody")).text()).to.equal("");
    expect(lines(await (await open("tag=nobody")).text())).to.have.length(1);
    for (const query of ["format=xlsx", "state=odd", "limit=5", "colour=red"])
      expect((await app.ask(`/api/v1/jobs/export?${query}`)).status, query).to.equal(422);
  });

  it("starts no formula in a spreadsheet", async () => {
    await submit(1, "evil", "=1+1");
    const records: Record<string, string>[] = parse(await (await open("tag=evil")).text(), {
      columns: true,
    });
    expect(records[0]?.summary).to.equal("'=1+1");
  });

  it("is refused as a reply of its own where its first page fails", async () => {
    list = async () => Promise.reject(new DomainError("unavailable", "away"));
    expect((await app.ask("/api/v1/jobs/export")).status).to.equal(503);
  });

  for (const [format, last] of [
    ["ndjson", /\{"error":\{"code":"unavailable","detail":"away"\}\}\n$/],
    ["csv", /"ERROR","The export is incomplete: away \(unavailable\)"(,"")*\r\n$/],
  ] as const)
    it(`breaks the connection where a later page fails, and says so in its last line (${format})`, async () => {
      let pages = 0;
      const { jobs } = app.engine;
      list = (params) =>
        ++pages === 2 ? Promise.reject(new DomainError("unavailable", "away")) : jobs.list(params);
      const response = await open(`format=${format}&tag=plain`);
      expect(response.status).to.equal(200);
      let text = "";
      const decoder = new TextDecoder();
      const reading = (async () => {
        for await (const chunk of response.body ?? [])
          text += decoder.decode(chunk, { stream: true });
      })();
      expect(
        await reading.then(
          () => "whole",
          () => "cut",
        ),
      ).to.equal("cut");
      expect(text).to.match(last);
    });

  it("ends when its caller hangs up, and reads no more pages than were taken", async () => {
    let pages = 0;
    const { jobs } = app.engine;
    const page = await jobs.list({ query: {}, sort: "-createdAt", limit: 20 });
    const ended = Promise.withResolvers<void>();
    list = async ({ signal }) => {
      pages++;
      signal?.addEventListener("abort", () => ended.resolve(), { once: true });
      return { ...page, next: "more" };
    };
    const caller = new AbortController();
    const response = await open("format=ndjson", { signal: caller.signal });
    await response.body?.getReader().read();
    caller.abort();
    await ended.promise;
    const read = pages;
    await new Promise(setImmediate);
    expect(pages).to.be.at.most(read + 1);
  });

  it("is refused while four others run, and taken when one of them has ended", async () => {
    const { jobs } = app.engine;
    const page = await jobs.list({ query: {}, sort: "-createdAt", limit: 20 });
    list = async () => ({ ...page, next: "more" });
    const callers = Array.from({ length: 4 }, () => new AbortController());
    await Promise.all(callers.map(({ signal }) => open("format=ndjson", { signal })));
    const refused = await app.ask("/api/v1/jobs/export");
    expect(refused.json.code).to.equal("too-many-requests");
    for (const caller of callers) caller.abort();
    list = null;
    await eventually(async () => (await open("tag=other")).status === 200, "none was taken");
  });

  it("counts no caller who has hung up before it begins", async () => {
    const exportJobs = createExportFiles("jobs", exportWriters(jobColumns));
    const readPage = async () => ({ items: [], next: null });
    const asked = { readPage, format: "csv" } as const;
    const reply = { file: () => undefined };
    for (let gone = 0; gone < 5; gone++) {
      const refused = exportJobs({ ...asked, signal: AbortSignal.abort() }, reply);
      expect(await refused.catch(({ name }) => name)).to.equal("AbortError");
    }
    const file = await exportJobs({ ...asked, signal: new AbortController().signal }, reply);
    file.destroy();
  });

  it("sends headers only for a HEAD request", async () => {
    const response = await open("", { method: "HEAD" });
    expect(response.headers.get("content-disposition")).to.contain(".csv");
    expect(await response.text()).to.equal("");
  });
});
