import { expect } from "chai";
import { summariseJob } from "./summarise-job.ts";

const template = { name: "check", version: 3 };
const properties = {
  host: { type: "string" },
  port: { type: "integer", default: 443 },
  count: { type: "integer" },
  token: { type: "string", writeOnly: true },
};
const schema = { type: "object", properties };

describe("the summary of a job", () => {
  it("is the template's text with the values of the payload", () => {
    const told = {
      ...template,
      payload: schema,
      summary: "{{payload.host}}:{{payload.port}} ({{template.name}})",
    };
    expect(summariseJob(told, { host: "web-1", port: 80 })).to.equal("web-1:80 (check)");
  });

  it("writes lists with commas, flags as they are, and files by their name", () => {
    const summary = "{{payload.list}} {{payload.flag}} {{payload.file}} {{payload.gone}}";
    const payload = {
      list: ["a", 2, { b: 1 }, null],
      flag: false,
      file: "data:text/csv;name=orders%20May.csv;base64,AAAA",
    };
    expect(summariseJob({ ...template, payload: {}, summary }, payload)).to.equal(
      "a, 2 false orders May.csv",
    );
  });

  it("passes over what cannot be seen", () => {
    const told = { ...template, payload: schema, summary: "{{payload.host}}" };
    for (const host of [" \n", "\u200b", "\u00ad\u200f", "\u0301"])
      expect(summariseJob(told, { host, count: 7 })).to.equal("7");
  });

  it("is one short line whatever the payload holds", () => {
    const told = { ...template, payload: schema, summary: "{{payload.host}}" };
    const line = summariseJob(told, { host: `a\n\u202eb ${"x".repeat(5000)}` });
    expect(line)
      .to.match(/^a b x+…$/)
      .and.to.have.length(200);
  });

  it("falls back to the values where the template's text is empty", () => {
    const told = { ...template, payload: schema, summary: "{{payload.count}}" };
    expect(summariseJob(told, { host: "web-1" })).to.equal("web-1");
  });

  it("is not what stands between values that are not there", () => {
    const between = (summary: string, payload: Record<string, unknown>) =>
      summariseJob({ ...template, payload: schema, summary }, payload);
    expect(between("{{payload.from}} → {{payload.to}}", {})).to.equal("");
    expect(between("{{payload.from}} → {{payload.to}}", { host: "web-1" })).to.equal("web-1");
    expect(between("{{payload.from}} · ({{payload.to}})", {})).to.equal("");
    expect(between("{{payload.host}} →", { host: "日本" })).to.equal("日本 →");
    expect(between("{{payload.host}}", { host: "🔥" })).to.equal("🔥");
  });
});

describe("the summary of a job whose template has none", () => {
  const of = (payload: Record<string, unknown>, extra: Record<string, unknown> = {}) =>
    summariseJob(
      { ...template, payload: { type: "object", properties: { ...properties, ...extra } } },
      payload,
    );

  it("is the first values that are no defaults, in the order of the schema", () => {
    expect(of({ count: 3, port: 443, host: "example.org" })).to.equal("example.org · 3");
    expect(of({ host: "web-1", port: 80, count: 0 })).to.equal("web-1 · 80 · 0");
    expect(of({ port: 443 })).to.equal("");
    expect(of({})).to.equal("");
  });

  it("shows at most three", () => {
    const more = Object.fromEntries(["a", "b", "c", "d"].map((key) => [key, { type: "string" }]));
    expect(of({ d: "4", c: "3", b: "2", a: "1" }, more)).to.equal("1 · 2 · 3");
  });

  it("names flags by their title", () => {
    const dry = {
      dry: { type: "boolean", title: "Dry run", default: false },
      force: { type: "boolean" },
    };
    expect(of({ dry: true, force: false }, dry)).to.equal("Dry run: yes · force: no");
    expect(of({ dry: false }, dry)).to.equal("");
  });

  it("goes into objects, the first item of a list, and maps", () => {
    const servers = {
      type: "array",
      items: { type: "object", properties: { name: { type: "string" } } },
    };
    const labels = { type: "object", additionalProperties: { type: "string" } };
    expect(
      of(
        { labels: { team: "blue" }, servers: [{ name: "web-1" }, { name: "web-2" }] },
        { servers, labels },
      ),
    ).to.equal("web-1 · blue");
    expect(
      of({ hosts: ["a", "b"] }, { hosts: { type: "array", items: { type: "string" } } }),
    ).to.equal("a, b");
  });

  it("reads references and branches, and leaves out what can have one value only", () => {
    const target = {
      oneOf: [
        { properties: { kind: { const: "file" }, path: { $ref: "#/$defs/path" } } },
        { properties: { kind: { const: "none" } } },
      ],
    };
    const whole = {
      type: "object",
      $defs: { path: { type: "string", default: "/tmp" } },
      properties: { kind: { const: "backup" }, target },
    };
    const summary = (payload: Record<string, unknown>) =>
      summariseJob({ ...template, payload: whole }, payload);
    expect(summary({ kind: "backup", target: { kind: "file", path: "/srv" } })).to.equal(
      "file · /srv",
    );
    expect(summary({ kind: "backup", target: { kind: "none", path: "/tmp" } })).to.equal("none");
  });

  it("compares with the default of a whole object or list too", () => {
    const box = { type: "object", default: { w: 1, h: 2 }, properties: { w: {}, h: {} } };
    expect(of({ box: { w: 1, h: 2 } }, { box })).to.equal("");
    expect(of({ box: { w: 1, h: 3 } }, { box })).to.equal("3");
  });

  it("never shows a secret, nor what lies in a secret place", () => {
    const auth = { type: "object", writeOnly: true, properties: { user: { type: "string" } } };
    const env = { type: "object", additionalProperties: { type: "string", format: "password" } };
    const keys = {
      type: "object",
      patternProperties: { "^k": { writeOnly: true } },
      properties: { known: {} },
    };
    const list = { type: "array", prefixItems: [{ writeOnly: true }, {}] };
    const payload = {
      ...{ token: "s1", auth: { user: "s2" }, env: { A: "s3" } },
      ...{ keys: { known: "s4", k2: "s5" }, list: ["s6", "s7"] },
    };
    expect(of(payload, { auth, env, keys, list })).to.equal("");
  });

  it("is not the template's text where that would show a secret", () => {
    const payload = {
      type: "object",
      properties: { ...properties, keys: { items: { writeOnly: true } } },
    };
    for (const path of ["payload.token", "payload.keys", "payload.keys.0", "payload"])
      expect(
        summariseJob(
          { ...template, payload, summary: `{{${path}}}` },
          { token: "s", keys: ["k"], count: 3 },
        ),
      ).to.equal("3");
  });

  it("survives a schema that refers to itself, and one that takes anything", () => {
    const tree = {
      type: "object",
      properties: { name: { type: "string" }, left: { $ref: "#" }, right: { $ref: "#" } },
    };
    expect(
      summariseJob(
        { ...template, payload: tree },
        { left: { left: { name: "deep" } }, name: "top" },
      ),
    ).to.equal("top · deep");
    expect(of({ any: { a: 1 }, more: "x" }, { any: true, more: true })).to.equal("x");
  });
});
