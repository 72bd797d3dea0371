import type { FormworkEvent } from "@formwork/contracts/events/events";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { readEvents, type SentEvent } from "../testing/read-events.ts";
import { type RunningApp, startApp } from "../testing/start-app.ts";

type Page = { items: FormworkEvent[]; next: string | null; cursor: string; mode: string };

describe("The log of events over HTTP", () => {
  let app: RunningApp;
  const cleanUp: (() => void)[] = [];
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());
  afterEach(() => {
    for (const step of cleanUp.splice(0)) step();
  });

  async function submit(): Promise<string> {
    const body = { template: "echo", payload: { text: "hello" } };
    return String((await app.ask("/api/v1/jobs", { method: "POST", body })).json.id);
  }
  const cancel = (id: string) => app.ask(`/api/v1/jobs/${id}/cancel`, { method: "POST" });
  const page = async (query = "") => {
    const { json, status } = await app.ask(`/api/v1/events${query}`);
    expect(status).to.equal(200);
    // The document describes it, against which the reply was checked.
    return json as unknown as Page;
  };
  /** Opens a stream and collects its events. */
  async function open(query = "", headers: Record<string, string> = {}) {
    const abort = new AbortController();
    cleanUp.push(() => abort.abort());
    const response = await fetch(`${app.url}/api/v1/events${query}`, {
      headers: { authorization: `Bearer ${app.token}`, accept: "text/event-stream", ...headers },
      signal: abort.signal,
    });
    expect(response.headers.get("content-type")).to.contain("text/event-stream");
    const sent: SentEvent[] = [];
    void (async () => {
      let text = "";
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString("utf8");
        sent.splice(0, sent.length, ...readEvents(text));
      }
    })().catch(() => undefined);
    const types = () => sent.map(({ data }) => Object(data).type);
    const has = (id: string, type: string) =>
      eventually(
        async () =>
          sent.some(({ data }) => Object(data).subject === id && Object(data).type === type),
        `${type} of ${id}`,
      );
    return { sent, types, has, close: () => abort.abort() };
  }
  /** Resolves when the event of a job is in the log. */
  const isLogged = (after: string, id: string, type: string) =>
    eventually(
      async () =>
        (await page(`?limit=500&after=${after}`)).items.some(
          (event) => event.subject === id && event.type === type,
        ),
      `${type} in the log`,
    );

  it("is read in pages from a cursor on, without gap or repeat", async () => {
    const start = await page();
    expect(start).to.deep.include({ items: [], next: null, mode: "live" });
    const id = await submit();
    await cancel(id);
    await isLogged(start.cursor, id, "job.cancelled");
    const types: string[] = [];
    let cursor = start.cursor;
    for (let next: string | null = cursor; next !== null; ) {
      const one: Page = await page(`?limit=1&after=${next}`);
      expect(one.items.length).to.be.below(2);
      types.push(...one.items.map(({ type }) => type));
      next = one.next;
      cursor = one.cursor;
    }
    expect(types).to.deep.equal(["job.created", "job.queued", "job.cancelled"]);
    expect(await page(`?after=${cursor}`)).to.deep.include({ items: [], next: null, cursor });
  });

  it("streams what happens, and resumes after the id received last", async () => {
    const stream = await open();
    const first = await submit();
    await stream.has(first, "job.queued");
    stream.close();
    const last = stream.sent.at(-1)?.id ?? "";
    const missed = await submit();
    const resumed = await open("", { "last-event-id": last });
    await resumed.has(missed, "job.queued");
    const later = await submit();
    await resumed.has(later, "job.queued");
    expect(resumed.types()).to.deep.equal([
      ...["job.created", "job.queued"],
      ...["job.created", "job.queued"],
    ]);
    expect(resumed.sent[0]?.event).to.equal("");
    for (const id of [first, missed, later]) await cancel(id);
  });

  it("is narrowed to types and templates", async () => {
    const { cursor } = await page();
    const stream = await open(`?after=${cursor}&type=job.cancelled&template=echo`);
    const none = await open(`?after=${cursor}&template=other`);
    const id = await submit();
    await cancel(id);
    await stream.has(id, "job.cancelled");
    expect(new Set(stream.types())).to.deep.equal(new Set(["job.cancelled"]));
    expect(none.sent).to.deep.equal([]);
    const { items } = await page(`?after=${cursor}&type=job.cancelled&limit=500`);
    expect(items.at(-1)).to.deep.include({ type: "job.cancelled", subject: id });
    expect((await app.ask("/api/v1/events?type=job.bogus")).status).to.equal(422);
  });

  it("says that it does not know a cursor", async () => {
    expect(await page("?after=nope")).to.deep.include({ mode: "reset", items: [] });
    const stream = await open("?after=nope");
    await eventually(async () => stream.sent.length > 0, "the reset");
    const [reset] = stream.sent;
    expect(reset?.event).to.equal("reset");
    const { cursor } = await page();
    expect(reset).to.deep.include({ id: cursor, data: { cursor } });
  });

  it("sends one who may not see a job nothing of it", async () => {
    const { json } = await app.ask("/api/v1/api-keys", {
      method: "POST",
      body: { name: "other", scopes: ["jobs:read"], templates: ["other"] },
    });
    const { cursor } = await page();
    const id = await submit();
    await cancel(id);
    await isLogged(cursor, id, "job.cancelled");
    const { text } = await app.ask(`/api/v1/events?after=${cursor}`, { token: String(json.key) });
    expect(JSON.parse(text).items).to.deep.equal([]);
  });
});
