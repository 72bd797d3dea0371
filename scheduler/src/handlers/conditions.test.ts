import { expect } from "chai";
import { echo, type RunningApp, startApp } from "../testing/start-app.ts";

describe("Conditional requests", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const put = (name: string, body: object, headers: Record<string, string> = {}) =>
    app.ask(`/api/v1/templates/${name}`, { method: "PUT", body: { ...body, name }, headers });
  const submit = async () => {
    const body = { template: "echo", payload: { text: "hello" } };
    return (await app.ask("/api/v1/jobs", { method: "POST", body })).json;
  };

  it("answer 304 for a template that has not changed", async () => {
    const path = "/api/v1/templates/echo";
    const tag = (await app.ask(path)).headers.get("etag") ?? "";
    const again = await app.ask(path, { headers: { "if-none-match": tag } });
    expect([again.status, again.text]).to.deep.equal([304, ""]);
    const other = await app.ask(path, { headers: { "if-none-match": '"other"' } });
    expect(other.status).to.equal(200);
  });

  it("answer 304 for a job until something happens to it", async () => {
    const { id } = await submit();
    const path = `/api/v1/jobs/${id}`;
    const tag = (await app.ask(path)).headers.get("etag") ?? "";
    const ask = async () => (await app.ask(path, { headers: { "if-none-match": tag } })).status;
    expect(await ask()).to.equal(304);
    await app.ask(`${path}/cancel`, { method: "POST" });
    expect(await ask()).to.equal(200);
  });

  it("let an editor replace what was read, and nothing newer", async () => {
    await put("edited", echo);
    const read = await app.ask("/api/v1/templates/edited");
    const tag = read.headers.get("etag") ?? "";
    const first = await put("edited", { ...echo, title: "First" }, { "if-match": tag });
    expect(first.status).to.equal(201);
    const second = await put("edited", { ...echo, title: "Second" }, { "if-match": tag });
    expect([second.status, second.json.code]).to.deep.equal([412, "not-as-expected"]);
    const current = String(first.headers.get("etag"));
    const third = await put("edited", { ...echo, title: "Second" }, { "if-match": current });
    expect(third.status).to.equal(201);
  });

  it("let one of many editors replace what all of them read at once", async () => {
    await put("raced", echo);
    const tag = (await app.ask("/api/v1/templates/raced")).headers.get("etag") ?? "";
    const titles = ["One", "Two", "Three", "Four"];
    const all = await Promise.all(
      titles.map((title) => put("raced", { ...echo, title }, { "if-match": tag })),
    );
    expect(all.map(({ status }) => status).sort()).to.deep.equal([201, 412, 412, 412]);
    const made = await Promise.all(
      titles.map((title) => put("made-by-many", { ...echo, title }, { "if-none-match": "*" })),
    );
    expect(made.map(({ status }) => status).sort()).to.deep.equal([201, 412, 412, 412]);
    const any = await Promise.all(
      titles.map((title) => put("raced", { ...echo, title }, { "if-match": "*" })),
    );
    expect(any.every(({ status }) => status < 300)).to.equal(true);
  });

  it("change a job once for all who read it at once", async () => {
    const { id } = await submit();
    const path = `/api/v1/jobs/${id}`;
    const tag = (await app.ask(path)).headers.get("etag") ?? "";
    const all = await Promise.all(
      [6, 7, 8, 9].map((priority) =>
        app.ask(path, { method: "PATCH", body: { priority }, headers: { "if-match": tag } }),
      ),
    );
    expect(all.map(({ status }) => status).sort()).to.deep.equal([200, 412, 412, 412]);
    await app.ask(`${path}/cancel`, { method: "POST" });
  });

  it("make a template only where there is none", async () => {
    const headers = { "if-none-match": "*" };
    expect((await put("made-once", echo, headers)).status).to.equal(201);
    expect((await put("made-once", echo, headers)).status).to.equal(412);
    expect((await put("not-there", echo, { "if-match": "*" })).status).to.equal(412);
  });

  it("take back what was read", async () => {
    const { json } = await app.ask("/api/v1/templates/echo");
    const { status, json: put } = await app.ask("/api/v1/templates/echo", {
      ...{ method: "PUT", body: json },
    });
    expect([status, put.version]).to.deep.equal([200, json.version]);
  });

  it("change a job only as it was read", async () => {
    const { id } = await submit();
    const path = `/api/v1/jobs/${id}`;
    const tag = (await app.ask(path)).headers.get("etag") ?? "";
    const change = (priority: number) =>
      app.ask(path, { method: "PATCH", body: { priority }, headers: { "if-match": tag } });
    expect((await change(9)).status).to.equal(200);
    expect((await change(1)).status).to.equal(412);
    await app.ask(`${path}/cancel`, { method: "POST" });
  });
});
