import { expect } from "chai";
import { echo, type RunningApp, startApp } from "../testing/start-app.ts";

describe("Templates over HTTP", () => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(() => app.stop());
  const at = (path = "") => `/api/v1/templates${path}`;
  const put = (name: string, body: unknown) => app.ask(at(`/${name}`), { method: "PUT", body });
  const names = (json: Record<string, unknown>) =>
    [json.items].flat().map((item) => Object(item).name);
  const ping = {
    ...echo,
    name: "ping",
    title: "Ping",
    description: "Asks whether somebody is there",
    tags: ["web"],
  };

  it("are listed, searched and filtered by all tags that are asked for", async () => {
    await put("ping", { ...ping, tags: ["net", "web"] });
    expect(names((await app.ask(at())).json)).to.deep.equal(["echo", "ping"]);
    expect(names((await app.ask(at("?q=SOMEBODY"))).json)).to.deep.equal(["ping"]);
    expect(names((await app.ask(at("?tag=web&tag=net"))).json)).to.deep.equal(["ping"]);
    expect(names((await app.ask(at("?tag=web&tag=other"))).json)).to.deep.equal([]);
  });

  it("are listed in pages", async () => {
    await put("ping", ping);
    const first = await app.ask(at("?limit=1"));
    const second = await app.ask(
      at(`?limit=1&cursor=${encodeURIComponent(String(first.json.next))}`),
    );
    expect([...names(first.json), ...names(second.json)]).to.deep.equal(["echo", "ping"]);
    expect(second.json.next).to.equal(null);
  });

  it("are returned in full, in any version", async () => {
    await put("ping", ping);
    await put("ping", { ...ping, title: "Ping again" });
    expect((await app.ask(at("/ping"))).json).to.include({
      version: 2,
      title: "Ping again",
      archived: false,
    });
    expect((await app.ask(at("/ping?version=1"))).json).to.include({ version: 1, title: "Ping" });
    const versions = [(await app.ask(at("/ping/versions"))).json.items]
      .flat()
      .map((item) => Object(item).version);
    expect(versions).to.deep.equal([2, 1]);
  });

  it("that do not exist are 404, with a code for template or version", async () => {
    expect((await app.ask(at("/nothing"))).json.code).to.equal("template-not-found");
    expect((await app.ask(at("/echo?version=7"))).json.code).to.equal("version-not-found");
    expect((await app.ask(at("/nothing/versions"))).status).to.equal(404);
    expect((await app.ask(at("/nothing"), { method: "DELETE" })).status).to.equal(404);
  });

  it("are published: 201 when new, 200 when nothing changed", async () => {
    expect((await put("ping", ping)).status).to.equal(201);
    const again = await put("ping", ping);
    expect(again.status).to.equal(200);
    expect(again.json.version).to.equal(1);
  });

  it("that are invalid are refused, with the pointer of the error", async () => {
    const { status, json } = await put("ping", {
      ...ping,
      payload: { type: "object", properties: { a: { type: "strin" } } },
    });
    expect(status).to.equal(422);
    expect(json.code).to.be.oneOf(["invalid-template", "invalid-request"]);
    expect(Object([json.errors].flat()[0]).pointer).to.contain("/payload");
    expect((await put("pong", ping)).status).to.equal(422);
  });

  it("that need a folder and have none are refused, in words", async () => {
    const run = { kind: "module", file: "run.mjs" };
    const { status, json } = await put("ping", { ...ping, run });
    expect([status, json.code]).to.deep.equal([422, "invalid-template"]);
    expect(json.errors).to.deep.equal([
      {
        pointer: "/run/file",
        message:
          "is a module, and modules need a folder: put the template into the templates folder",
        keyword: "folder",
      },
    ]);
  });

  it("have a list of faults of their files, whose address no template takes", async () => {
    const { status, json } = await app.ask(at("/faults"));
    expect([status, json]).to.deep.equal([200, { items: [] }]);
    expect((await put("faults", { ...ping, name: "faults" })).status).to.equal(422);
  });

  it("that are archived take no new jobs", async () => {
    await put("ping", ping);
    expect((await app.ask(at("/ping"), { method: "DELETE" })).status).to.equal(204);
    expect(names((await app.ask(at())).json)).to.deep.equal(["echo"]);
    expect(names((await app.ask(at("?archived=true"))).json)).to.deep.equal(["echo", "ping"]);
    const refused = await app.ask("/api/v1/jobs", {
      method: "POST",
      body: { template: "ping", payload: { text: "x" } },
    });
    expect(refused.status).to.equal(409);
    expect(refused.json.code).to.equal("template-archived");
  });

  it("validate a payload: with its defaults, and errors with their pointers", async () => {
    const validate = (payload: unknown) =>
      app.ask(at("/echo/validate"), { method: "POST", body: { payload } });
    expect((await validate({ text: "hi" })).json).to.deep.equal({
      valid: true,
      errors: [],
      payload: { text: "hi", times: 1 },
    });
    const { status, json } = await validate({ text: "", times: 99 });
    expect(status).to.equal(200);
    expect(json.valid).to.equal(false);
    expect([json.errors].flat().map((error) => Object(error).pointer)).to.have.members([
      "/payload/text",
      "/payload/times",
    ]);
  });

  it("return their validator as a script, cached where the version is named", async () => {
    const newest = await app.ask(at("/echo/validator.js"));
    expect(newest.headers.get("content-type")).to.contain("text/javascript");
    expect(newest.headers.get("cache-control")).to.equal("no-store");
    expect(
      (await app.ask(at("/echo/validator.js?version=1"))).headers.get("cache-control"),
    ).to.contain("immutable");
  });
});
