import { expect } from "chai";
import { type RunningApp, startApp } from "../testing/start-app.ts";

describe("Secrets over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());
  const at = (path = "") => `/api/v1/secrets${path}`;
  const put = (name: string, body: unknown) => app.ask(at(`/${name}`), { method: "PUT", body });

  it("are added, replaced, changed, listed and removed, and never shown", async () => {
    const made = await put("API_TOKEN", { value: "open-sesame", description: "for x" });
    expect(made.status).to.equal(201);
    const again = await put("API_TOKEN", { value: "open-sesame-2" });
    expect(again.status).to.equal(200);
    const changed = await app.ask(at("/API_TOKEN"), {
      method: "PATCH",
      body: { templates: ["a-template"] },
    });
    expect(changed.json).to.include({ name: "API_TOKEN", description: "for x" });
    const listed = await app.ask(at());
    expect(listed.json).to.deep.equal({ items: [changed.json], next: null });
    const one = await app.ask(at("/API_TOKEN"));
    for (const { json } of [made, again, changed, listed, one])
      expect(JSON.stringify(json)).to.not.contain("sesame");
    expect((await app.ask(at("/API_TOKEN"), { method: "DELETE" })).status).to.equal(204);
    expect((await app.ask(at("/API_TOKEN"))).json.code).to.equal("secret-not-found");
  });

  it("are refused with the field that is wrong, and without the value", async () => {
    for (const [name, body, pointer] of [
      ["A", { value: "abc" }, "/value"],
      ["A", { value: "hunter2".repeat(5000) }, "/value"],
      ["A", { value: 47114711 }, "/value"],
      ["A", {}, "/value"],
      ["A", { value: "hunter2", templates: ["No Template"] }, "/templates/0"],
      ["A", { value: "hunter2", createdBy: "ann" }, "/createdBy"],
      ["1A", { value: "hunter2" }, "/params/name"],
      ["a.b", { value: "hunter2" }, "/params/name"],
      ["x".repeat(65), { value: "hunter2" }, "/params/name"],
    ] as const) {
      const { status, json } = await put(name, body);
      const pointers = [json.errors].flat().map((error) => Object(error).pointer);
      expect([status, ...pointers], JSON.stringify([name, body]).slice(0, 80)).to.deep.equal([
        422,
        pointer,
      ]);
      // A trace id may hold any hex digits.
      expect(JSON.stringify({ ...json, traceId: "" })).to.not.match(/hunter2|abc|47114711/);
    }
  });
});
