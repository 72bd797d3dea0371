import { expect } from "chai";
import { echo, type RunningApp, startApp } from "../../testing/start-app.ts";

const object = (properties: object, ...required: string[]) => ({
  type: "object",
  properties,
  required,
});
const text = { type: "string" };
const marked = (kind: string) => object({ kind: { const: kind } }, "kind");

/** Every kind of field that has no default. */
const kinds: Record<string, object> = {
  text,
  boolean: { type: "boolean" },
  list: { type: "array", maxItems: 9, items: text },
  pair: { type: "array", minItems: 2, maxItems: 2, items: { ...text, default: "x" } },
  object: object({ a: { ...text, default: "x" } }),
  constant: { ...text, const: "DELETE" },
  tick: { type: "boolean", const: true },
  oneOf: { ...text, oneOf: [{ const: "eu", title: "Europe" }, { const: "us" }] },
  anyOf: { anyOf: [{ const: 1 }, { const: 2 }] },
  branch: { oneOf: [marked("a"), marked("b")] },
};

describe("Payloads over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const post = (path: string, body: unknown) => app.ask(`/api/v1${path}`, { method: "POST", body });

  /** Publishes the schema, and returns what each way to submit a payload answers. */
  async function answersTo(payloadSchema: object, payload: unknown) {
    const body = { ...echo, payload: payloadSchema };
    const { status } = await app.ask("/api/v1/templates/t", {
      method: "PUT",
      body: { ...body, name: "t" },
    });
    expect(status).to.be.oneOf([200, 201]);
    const job = { template: "t", payload };
    const validated = (await post("/templates/t/validate", { payload })).json;
    const submitted = await post("/jobs", job);
    const batch = Object((await post("/jobs/batch", { jobs: [job] })).json);
    return { validated, submitted, item: Object(batch.items[0]) };
  }
  const faults = (errors: unknown) =>
    [errors].flat().map((error) => `${Object(error).pointer} ${Object(error).message}`);

  for (const [name, field] of Object.entries(kinds)) {
    it(`are refused without a required ${name}, also in items`, async () => {
      const schema = object(
        { field, l: { type: "array", items: object({ field }, "field") } },
        "field",
      );
      const { validated, submitted, item } = await answersTo(schema, { l: [{}] });
      const expected = ["/payload/field is required", "/payload/l/0/field is required"];
      expect(faults(validated.errors)).to.have.members(expected);
      expect(validated.payload).to.deep.equal({ l: [{}] });
      expect(submitted.status).to.equal(422);
      expect(faults(submitted.json.errors)).to.have.members(expected);
      expect(faults(item.errors)).to.have.members(expected);
    });
  }

  it("get nothing but defaults, also in optional objects and items", async () => {
    const optional = object({
      ...kinds,
      o: object(kinds),
      l: { type: "array", items: object(kinds) },
    });
    const payload = { l: [{}], o: {} };
    const { validated, submitted } = await answersTo(optional, payload);
    expect(validated).to.deep.include({ valid: true, payload });
    expect(submitted.status).to.equal(201);
    expect(submitted.json.payload).to.deep.equal(payload);
  });

  it("meet `required` by a default", async () => {
    const fields = {
      dryRun: { type: "boolean", default: true },
      list: { type: "array", items: text, default: [] },
      o: { ...object({ a: { ...text, default: "x" } }), default: {} },
      region: { ...text, oneOf: [{ const: "eu" }, { const: "us" }], default: "us" },
      nothing: { type: ["string", "null"], default: null },
    };
    const { submitted } = await answersTo(object(fields, ...Object.keys(fields)), {});
    expect(submitted.json.payload).to.deep.equal({
      dryRun: true,
      list: [],
      o: { a: "x" },
      region: "us",
      nothing: null,
    });
  });

  it("select no branch of those that differ in `required` alone", async () => {
    const change = object({ increase: object({}), decrease: object({}) });
    const schema = { ...change, oneOf: [{ required: ["increase"] }, { required: ["decrease"] }] };
    const { validated, submitted } = await answersTo(schema, {});
    expect(validated).to.deep.include({ valid: false, payload: {} });
    expect(submitted.status).to.equal(422);
  });

  it("may hold what looks like a reference, and meet schemas that are true", async () => {
    const data = { $ref: "#/$defs/a" };
    const schema = object({ a: { enum: [data] }, b: { const: data }, c: { anyOf: [true, false] } });
    const payload = { a: data, b: data, c: 1 };
    const { submitted } = await answersTo(schema, payload);
    expect(submitted.json.payload).to.deep.equal(payload);
  });
});
