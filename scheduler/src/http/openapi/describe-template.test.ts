import { createAjv } from "@formwork/contracts/schema/validate";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("The OpenAPI document of one template", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  it("has the types of its payload and result", async () => {
    const { status, json } = await app.ask("/openapi.json?template=echo");
    expect(status).to.equal(200);
    const ajv = createAjv().addSchema({ $id: "openapi", ...json });
    const fits = ajv.compile({ $ref: "openapi#/components/schemas/SubmitEcho" });
    expect(fits({ template: "echo", payload: { text: "hello" } })).to.equal(true);
    expect(fits({ template: "echo", payload: { text: 1 } })).to.equal(false);
    expect(fits({ template: "other", payload: { text: "hello" } })).to.equal(false);
    expect(JSON.stringify(Object(json.paths)["/api/v1/jobs"].post)).to.contain("EchoJob");
  });

  it("is for those who may read the template", async () => {
    const path = "/openapi.json?template=echo";
    expect((await app.ask(path, { token: null })).status).to.equal(401);
    expect((await app.ask("/openapi.json?template=nope")).status).to.equal(404);
    expect((await app.ask("/openapi.json?template=..%2F..")).status).to.equal(404);
  });

  it("leads references inside of a schema to where they stand", async () => {
    const payload = {
      type: "object",
      properties: { left: { $ref: "#/$defs/tree" } },
      $defs: { tree: { type: "object", properties: { left: { $ref: "#/$defs/tree" } } } },
    };
    const body = { name: "tree", title: "Tree", payload, run: { kind: "remote" } };
    await app.ask("/api/v1/templates/tree", { method: "PUT", body });
    const { json } = await app.ask("/openapi.json?template=tree");
    const { left } = Object(json.components).schemas.TreePayload.properties;
    expect(left.$ref).to.equal("#/components/schemas/TreePayload/$defs/tree");
  });
});
