import type { Assignment } from "@formwork/engine/work/work";
import { expect } from "chai";
import { readEvents } from "../../testing/read-events.ts";
import { ann, type RunningApp, startApp } from "../../testing/start-app.ts";

describe("A job's log over HTTP", () => {
  let app: RunningApp;
  let id: string;
  let assignment: Assignment;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());
  beforeEach(async () => {
    const { json } = await app.ask("/api/v1/jobs", {
      method: "POST",
      body: { template: "echo", payload: { text: "hello" } },
    });
    id = String(json.id);
    const [claimed] = await app.engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 1 });
    assignment = claimed ?? expect.fail("there was nothing to claim");
  });

  const log = (...texts: string[]) =>
    app.engine.work.log({
      assignment,
      lines: texts.map((text) => ({ stream: "stdout", text, at: Date.now() })),
    });
  const succeed = () =>
    app.engine.work.settle({ assignment, outcome: { outcome: "succeeded", result: null } });
  const page = async (query: string) => (await app.ask(`/api/v1/jobs/${id}/logs${query}`)).json;
  const texts = ({ items }: Record<string, unknown>) =>
    [items].flat().map((line) => Object(line).text);
  const open = (headers: Record<string, string> = {}, query = "") =>
    fetch(`${app.url}/api/v1/jobs/${id}/logs/stream${query}`, {
      headers: { authorization: `Bearer ${app.token}`, ...headers },
    });

  it("is read in pages, from any line on", async () => {
    await log("one", "two", "three");
    const first = await page("?limit=2");
    expect(texts(first)).to.deep.equal(["one", "two"]);
    const second = await page(`?limit=2&cursor=${first.next}`);
    expect(texts(second)).to.deep.equal(["three"]);
    expect(second.next).to.equal(null);
    expect(texts(await page("?after=1"))).to.deep.equal(["two", "three"]);
    expect(texts(await page("?after=1&before=3"))).to.deep.equal(["two"]);
    expect(texts(await page("?attempt=1"))).to.have.length(3);
    expect(texts(await page("?attempt=2"))).to.deep.equal([]);
  });

  it("is read from its end, and from there up to its start", async () => {
    await log("one", "two", "three", "four", "five");
    const last = await page("?tail=2");
    expect(texts(last)).to.deep.equal(["four", "five"]);
    expect(last).to.deep.include({ next: null, previous: 4 });
    const above = await page(`?tail=2&before=${last.previous}`);
    expect(texts(above)).to.deep.equal(["two", "three"]);
    const first = await page(`?tail=2&before=${above.previous}`);
    expect(texts(first)).to.deep.equal(["one"]);
    expect(first.previous).to.equal(null);
    expect(await page("?tail=5")).to.have.property("previous", null);
    expect(texts(await page("?tail=1&after=1&before=5&attempt=1"))).to.deep.equal(["four"]);
    expect(texts(await page("?tail=1&attempt=2"))).to.deep.equal([]);
  });

  it("refuses a tail that is no number of lines, and one with a cursor", async () => {
    for (const [query, pointer] of [
      ["?tail=0", "/query/tail"],
      ["?tail=1001", "/query/tail"],
      ["?tail=x", "/query/tail"],
      ["?before=0", "/query/before"],
      ["?tail=1&cursor=1", "/query/cursor"],
    ]) {
      const { status, json } = await app.ask(`/api/v1/jobs/${id}/logs${query}`);
      expect(status, query).to.equal(422);
      expect(Object(json).errors[0], query).to.have.property("pointer", pointer);
    }
  });

  it("refuses a cursor that is no offset", async () => {
    const { status, json } = await app.ask(`/api/v1/jobs/${id}/logs?cursor=x`);
    expect(status).to.equal(422);
    expect(Object([json.errors].flat()[0]).pointer).to.equal("/query/cursor");
  });

  it("streams stored lines, new lines and the end", async () => {
    await log("one");
    const response = await open();
    expect(response.headers.get("content-type")).to.contain("text/event-stream");
    expect(response.headers.get("content-encoding")).to.equal(null);
    expect(response.headers.get("cache-control")).to.equal("no-store");
    await log("two");
    await succeed();
    const events = readEvents(await response.text());
    expect(
      events.filter(({ event }) => event === "log").map(({ id: offset }) => offset),
    ).to.deep.equal(["1", "2"]);
    const data = { state: "succeeded", seq: 4, result: null, error: null };
    expect(events.at(-1)).to.deep.equal({ event: "end", id: "2:4:end", data });
  });

  it("has nothing more for who has the end, until there is more", async () => {
    await log("one");
    await succeed();
    const last = readEvents(await (await open()).text()).at(-1);
    const again = await open({ "last-event-id": String(last?.id) });
    expect([again.status, await again.text()]).to.deep.equal([204, ""]);
    // Who has the last state only still gets the end.
    expect((await open({ "last-event-id": "1:4" })).status).to.equal(200);
    await app.ask(`/api/v1/jobs/${id}`, { method: "DELETE" });
    expect((await open({ "last-event-id": String(last?.id) })).status).to.equal(404);
  });

  it("resumes a stream after the event received last, by header or query", async () => {
    await log("one", "two", "three");
    await succeed();
    const offsets = async (response: Response) =>
      readEvents(await response.text()).flatMap(({ event, id: offset }) =>
        event === "log" ? [offset] : [],
      );
    expect(await offsets(await open({ "last-event-id": "2" }))).to.deep.equal(["3"]);
    expect(await offsets(await open({}, "?after=1"))).to.deep.equal(["2", "3"]);
    expect((await open({ "last-event-id": "x" })).status).to.equal(422);
  });

  it("sends headers only for a HEAD request", async () => {
    const response = await fetch(`${app.url}/api/v1/jobs/${id}/logs/stream`, {
      method: "HEAD",
      headers: { authorization: `Bearer ${app.token}` },
    });
    expect(response.status).to.equal(200);
    expect(response.headers.get("x-accel-buffering")).to.equal("no");
    expect(await response.text()).to.equal("");
  });

  it("ends a stream within five seconds of its reader's sign-out", async () => {
    const { token } = (
      await app.ask("/api/v1/auth/sign-in", { method: "POST", body: ann, token: null })
    ).json;
    const response = await open({ authorization: `Bearer ${token}` });
    const start = performance.now();
    await app.ask("/api/v1/auth/sign-out", { method: "POST", token: String(token) });
    await response.text();
    expect(performance.now() - start).to.be.lessThan(5000);
  }).slow(10_000);

  it("ends its streams when the server stops", async () => {
    const response = await open();
    await app.stop();
    expect(readEvents(await response.text()).map(({ event }) => event)).to.deep.equal(["state"]);
    app = await startApp();
  });
});
