import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("Saved views over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());
  const at = (path = "") => `/api/v1/views${path}`;
  const post = (body: unknown) => app.ask(at(), { method: "POST", body });

  it("are saved, renamed, listed and removed", async () => {
    const made = await post({ name: "Failed", query: "state=failed&q=a%20b" });
    expect(made.status).to.equal(201);
    const one = at(`/${made.json.id}`);
    const renamed = await app.ask(one, { method: "PATCH", body: { name: "Broken" } });
    expect(renamed.json).to.deep.equal({ ...made.json, name: "Broken" });
    expect((await app.ask(at())).json).to.deep.equal({ items: [renamed.json] });
    expect((await app.ask(one, { method: "DELETE" })).status).to.equal(204);
    expect((await app.ask(one, { method: "DELETE" })).json.code).to.equal("view-not-found");
  });

  it("are refused with the field that is wrong", async () => {
    await post({ name: "Mine", query: "" });
    for (const [body, status, pointer] of [
      [{ name: "mine", query: "" }, 409, "/name"],
      [{ name: " ", query: "" }, 422, "/name"],
      [{ name: "x".repeat(61), query: "" }, 422, "/name"],
      [{ name: "x", query: "?state=failed" }, 422, "/query"],
      [{ name: "x" }, 422, "/query"],
      [{ name: "x", query: "", owner: "bob" }, 422, "/owner"],
    ] as const) {
      const { status: is, json } = await post(body);
      const pointers = [json.errors].flat().map((error) => Object(error).pointer);
      expect([is, ...pointers], JSON.stringify(body)).to.deep.equal([status, pointer]);
    }
  });
});
