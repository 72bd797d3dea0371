import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { DomainError } from "../../errors.ts";
import { createTelemetry, silentTelemetry } from "../../runtime/telemetry.ts";
import { aSchemaBomb, aTemplate } from "../../testing/a-template.ts";
import { createSandbox, type Sandbox } from "./sandbox.ts";

const small = {
  type: "object",
  required: ["url"],
  properties: { url: { type: "string" }, method: { enum: ["GET", "POST"], default: "GET" } },
};

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("it was not refused"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DomainError)) throw error;
  return error.code;
}

describe("createSandbox", () => {
  let sandbox: Sandbox;
  const fill = (
    payload: Record<string, unknown>,
    schema: Record<string, unknown> = small,
    hash = JSON.stringify(schema),
  ) => sandbox.validate({ hash, schema, payload });

  before(() => {
    sandbox = createSandbox({ telemetry: silentTelemetry(), memoryMb: 64, timeoutMs: 1500 });
  });
  after(() => sandbox.close());

  it("completes and checks a payload", async () => {
    expect(await fill({ url: "x" })).to.deep.equal({
      valid: true,
      errors: [],
      payload: { url: "x", method: "GET" },
    });
    expect((await fill({ method: "PUT" })).errors).to.deep.equal([
      { pointer: "/payload/url", message: "is required", keyword: "required" },
      { pointer: "/payload/method", message: "must be one of GET, POST", keyword: "enum" },
    ]);
  });

  it("answers each of many callers with its own answer", async () => {
    const answers = await Promise.all(
      Array.from({ length: 2000 }, (_, index) => fill({ url: String(index) })),
    );
    expect(answers.map(({ payload }) => payload.url)).to.deep.equal(
      Array.from({ length: 2000 }, (_, index) => String(index)),
    );
  });

  describe("of a template tells", () => {
    it("nothing where all is well", async () => {
      expect(
        await sandbox.checkTemplate(
          aTemplate({ examples: [{ title: "One", payload: { url: "https://example.org" } }] }),
        ),
      ).to.deep.equal([]);
    });

    it("the broken limits", async () => {
      const [fault] = await sandbox.checkTemplate(
        aTemplate({
          payload: { type: "object", properties: { url: {}, a: { $ref: "http://x" } } },
        }),
      );
      expect(fault?.pointer).to.equal("/payload/properties/a/$ref");
    });

    it("where the schema is no JSON Schema", async () => {
      const [fault] = await sandbox.checkTemplate(
        aTemplate({ payload: { type: "object", properties: { url: { type: "text" } } } }),
      );
      expect(fault?.pointer).to.equal("/payload/properties/url/type");
      expect(fault?.message).to.match(/^must be one of array, boolean/);
    });

    it("where the schema of the result is none", async () => {
      expect((await sandbox.checkTemplate(aTemplate({ result: { minimum: "x" } })))[0]).to.include({
        pointer: "/result/minimum",
        message: "must be a number",
      });
    });

    it("which example is not valid, and why", async () => {
      const examples = [
        { title: "Good", payload: { url: "https://example.org" } },
        { title: "Bad", payload: { url: 5 } },
      ];
      expect(await sandbox.checkTemplate(aTemplate({ examples }))).to.deep.equal([
        { pointer: "/examples/1/payload/url", message: "must be text", keyword: "type" },
      ]);
    });
  });

  // The limits, which would refuse the bomb at once, do not stand before `fill`: here only the
  // thread holds.
  describe("survives a schema bomb", () => {
    it("which ends a process that is not guarded", async function () {
      this.timeout(60_000);
      expect(JSON.stringify(aSchemaBomb()).length).to.be.below(2000);
      const [validator, bomb] = [
        import.meta.resolve("./payload-validator.ts"),
        JSON.stringify(aSchemaBomb()),
      ];
      const script = `const { compileValidator } = await import("${validator}"); compileValidator(${bomb}).validate({}); process.exit(0);`;
      const child = spawn(
        process.execPath,
        ["--max-old-space-size=64", "--input-type=module", "--eval", script],
        { stdio: "ignore" },
      );
      const [code] = await once(child, "exit");
      expect(code).not.to.equal(0);
    });

    it("refusing whoever brings it, and answering everybody else", async function () {
      this.timeout(60_000);
      const others = [...Array(50).keys()].map((index) => fill({ url: String(index) }));
      const bomb = codeOf(fill({}, aSchemaBomb()));
      const later = [...Array(50).keys()].map((index) => fill({ url: String(index) }));
      expect(await bomb).to.equal("template-too-costly");
      for (const { valid } of await Promise.all([...others, ...later]))
        expect(valid).to.equal(true);
    });

    it("that takes time instead of memory", async function () {
      this.timeout(30_000);
      // Every pair of items is compared: quadratic, and without an end in sight.
      const slow = {
        type: "object",
        properties: { list: { type: "array", uniqueItems: true, items: { type: "object" } } },
      };
      const list = Array.from({ length: 60_000 }, (_, index) => ({ index }));
      expect(await codeOf(fill({ list }, slow))).to.equal("template-too-costly");
      expect((await fill({ url: "x" })).valid).to.equal(true);
    });

    it("that fills in more than was ever sent", async function () {
      this.timeout(30_000);
      const level = (inner: object) => ({ type: "array", minItems: 200, items: inner });
      const grows = {
        type: "object",
        required: ["a"],
        properties: { a: level(level(level({ type: "string", default: "x" }))) },
      };
      expect(await codeOf(fill({}, grows))).to.equal("template-too-costly");
      expect((await fill({ url: "x" })).valid).to.equal(true);
    });

    it("that recurs without end", async () => {
      expect(await codeOf(fill({}, { type: "object", allOf: [{ $ref: "#" }] }))).to.equal(
        "template-too-costly",
      );
    });
  });

  it("logs and counts each broken thread", async function () {
    this.timeout(30_000);
    const lines: string[] = [];
    const telemetry = createTelemetry({
      level: "warn",
      service: "test",
      to: { write: (line) => void lines.push(line) },
    });
    const watched = createSandbox({ telemetry, memoryMb: 64, timeoutMs: 1500 });
    await codeOf(watched.validate({ hash: "bomb", schema: aSchemaBomb(), payload: {} }));
    await watched.close();
    expect(lines.map((line) => JSON.parse(line))).to.have.length(2);
    expect(JSON.parse(lines[0] ?? "")).to.include({ event: "guard.broken", hash: "bomb" });
    expect(await telemetry.metrics()).to.match(/formwork_guard_breaches 2/);
  });

  it("refuses what is still waiting when it closes", async () => {
    const closing = createSandbox({ telemetry: silentTelemetry() });
    const waiting = codeOf(closing.validate({ hash: "small", schema: small, payload: {} }));
    await closing.close();
    expect(await waiting).to.equal("unavailable");
  });
});
