import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { expect } from "chai";
import { DomainError } from "../../errors.ts";
import { createTelemetry, silentTelemetry } from "../../runtime/telemetry.ts";
import { aSchemaBomb, aTemplate } from "../../testing/a-template.ts";
import { eventually } from "../../testing/eventually.ts";
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
  const validate = (
    payload: Record<string, unknown>,
    schema: Record<string, unknown> = small,
    hash = JSON.stringify(schema),
  ) => sandbox.validate({ hash, schema, payload });

  before(() => {
    sandbox = createSandbox({ telemetry: silentTelemetry(), memoryMb: 64, timeoutMs: 1500 });
  });
  after(() => sandbox.close());

  it("fills in defaults and validates a payload", async () => {
    expect(await validate({ url: "x" })).to.deep.equal({
      valid: true,
      errors: [],
      payload: { url: "x", method: "GET" },
      secrets: [],
    });
    expect((await validate({ method: "PUT" })).errors).to.deep.equal([
      { pointer: "/payload/url", message: "is required", keyword: "required" },
      { pointer: "/payload/method", message: "must be one of GET, POST", keyword: "enum" },
    ]);
  });

  it("returns its own result to each of many concurrent callers", async () => {
    const answers = await Promise.all(
      Array.from({ length: 2000 }, (_, index) => validate({ url: String(index) })),
    );
    expect(answers.map(({ payload }) => payload.url)).to.deep.equal(
      Array.from({ length: 2000 }, (_, index) => String(index)),
    );
  });

  describe("checkTemplate reports", () => {
    it("nothing for a valid template", async () => {
      expect(
        await sandbox.checkTemplate(
          aTemplate({ examples: [{ title: "One", payload: { url: "https://example.org" } }] }),
        ),
      ).to.deep.equal([]);
    });

    it("the rules that are broken", async () => {
      const [fault] = await sandbox.checkTemplate(
        aTemplate({
          payload: { type: "object", properties: { url: {}, a: { $ref: "http://x" } } },
        }),
      );
      expect(fault?.pointer).to.equal("/payload/properties/a/$ref");
    });

    it("where the payload's schema is not valid JSON Schema", async () => {
      const [fault] = await sandbox.checkTemplate(
        aTemplate({ payload: { type: "object", properties: { url: { type: "text" } } } }),
      );
      expect(fault?.pointer).to.equal("/payload/properties/url/type");
      expect(fault?.message).to.match(/^must be one of array, boolean/);
    });

    it("where the result's schema is not valid JSON Schema", async () => {
      expect((await sandbox.checkTemplate(aTemplate({ result: { minimum: "x" } })))[0]).to.include({
        pointer: "/result/minimum",
        message: "must be a number",
      });
    });

    it("the example that is not valid, and why", async () => {
      const examples = [
        { title: "Good", payload: { url: "https://example.org" } },
        { title: "Bad", payload: { url: 5 } },
      ];
      expect(await sandbox.checkTemplate(aTemplate({ examples }))).to.deep.equal([
        { pointer: "/examples/1/payload/url", message: "must be text", keyword: "type" },
      ]);
    });
  });

  // `validate` does not apply the template rules, which would refuse the bomb at once: only the
  // limits of the thread stop it here.
  describe("survives a schema bomb", () => {
    it("that ends a process outside of the sandbox", async function () {
      this.timeout(60_000);
      expect(JSON.stringify(aSchemaBomb()).length).to.be.below(2000);
      const [validator, bomb] = [
        import.meta.resolve("./thread/payload-validator.ts"),
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

    it("by refusing the caller that brought it and answering all others", async function () {
      this.timeout(60_000);
      const others = [...Array(50).keys()].map((index) => validate({ url: String(index) }));
      const bomb = codeOf(validate({}, aSchemaBomb()));
      const later = [...Array(50).keys()].map((index) => validate({ url: String(index) }));
      expect(await bomb).to.equal("template-too-costly");
      for (const { valid } of await Promise.all([...others, ...later]))
        expect(valid).to.equal(true);
    });

    it("that uses time instead of memory", async function () {
      this.timeout(30_000);
      // Every pair of items is compared: quadratic, and without an end in sight.
      const slow = {
        type: "object",
        properties: { list: { type: "array", uniqueItems: true, items: { type: "object" } } },
      };
      const list = Array.from({ length: 60_000 }, (_, index) => ({ index }));
      expect(await codeOf(validate({ list }, slow))).to.equal("template-too-costly");
      expect((await validate({ url: "x" })).valid).to.equal(true);
    });

    it("that fills in defaults beyond the size limit", async function () {
      this.timeout(30_000);
      const item = { properties: { text: { type: "string", default: "x".repeat(2000) } } };
      const grows = { type: "object", properties: { list: { type: "array", items: item } } };
      const list = Array.from({ length: 2000 }, () => ({}));
      expect(await codeOf(validate({ list }, grows))).to.equal("template-too-costly");
      expect((await validate({ url: "x" })).valid).to.equal(true);
    });

    it("of defaults that multiply, or lead to themselves", async () => {
      const level = (name: string) => ({
        properties: { x: { default: Array(20).fill({}), items: { $ref: `#/$defs/${name}` } } },
      });
      const $defs = { a: level("b"), b: level("c"), c: level("d"), d: level("e"), e: level("a") };
      const multiplying = { $defs, type: "object", $ref: "#/$defs/a" };
      expect(await codeOf(validate({}, multiplying))).to.equal("template-too-costly");
      const endless = { type: "object", properties: { next: { $ref: "#", default: {} } } };
      expect(await codeOf(validate({}, endless))).to.equal("template-too-costly");
    });

    it("with a reference to itself", async () => {
      expect(await codeOf(validate({}, { type: "object", allOf: [{ $ref: "#" }] }))).to.equal(
        "template-too-costly",
      );
    });
  });

  describe("is shared by its callers:", () => {
    const slow = {
      type: "object",
      properties: { list: { type: "array", uniqueItems: true, items: { type: "object" } } },
    };
    const list = Array.from({ length: 60_000 }, (_, index) => ({ index }));
    const ask = (id: string, payload: Record<string, unknown>, schema: Record<string, unknown>) =>
      sandbox.validate({ hash: JSON.stringify(schema), schema, payload, asker: { id } });

    it("costly input of one keeps no other waiting", async function () {
      this.timeout(60_000);
      let ended = 0;
      const costly = Array.from({ length: 5 }, () =>
        codeOf(ask("costly", { list }, slow)).then((code) => {
          ended++;
          return code;
        }),
      );
      const others = Array.from({ length: 20 }, (_, index) =>
        ask(`other ${index}`, { list: [{ index }] }, slow),
      );
      for (const { valid } of await Promise.all(others)) expect(valid).to.equal(true);
      expect(ended).to.be.below(5);
      for (const code of await Promise.all(costly))
        expect(["template-too-costly", "unavailable"]).to.include(code);
    });

    it("a batch of one request keeps no other request of the same caller waiting", async function () {
      this.timeout(60_000);
      const asker = () => ({ id: "same", signal: new AbortController().signal });
      const of = (l: number, by: ReturnType<typeof asker>) =>
        sandbox.validate({
          ...{ hash: "compared", schema: slow, asker: by },
          payload: { list: Array.from({ length: l }, (_, index) => ({ a: { b: index } })) },
        });
      await of(1, asker());
      let ended = 0;
      const batch = asker();
      const items = Array.from({ length: 100 }, () => of(700, batch).then(() => ended++));
      await new Promise((resolve) => setImmediate(resolve));
      await of(1, asker());
      expect(ended).to.be.below(100);
      await Promise.all(items);
    });

    it("input that grows by defaults is refused by itself, and breaks no thread", async function () {
      this.timeout(60_000);
      const lines: string[] = [];
      const telemetry = createTelemetry({
        ...{ level: "warn", service: "test" },
        to: { write: (line) => void lines.push(line) },
      });
      const roomy = createSandbox({ telemetry });
      const x = { type: "string", default: "y".repeat(60_000) };
      const item = { type: "object", properties: { x } };
      const schema = { type: "object", properties: { a: { type: "array", items: item } } };
      const grow = (count: number) =>
        roomy.validate({ hash: "grow", schema, payload: { a: Array(count).fill({}) } });
      const attack = Array.from({ length: 300 }, () => codeOf(grow(30)));
      expect((await grow(4)).valid).to.equal(true);
      expect(new Set(await Promise.all(attack))).to.deep.equal(new Set(["template-too-costly"]));
      await roomy.close();
      expect(lines).to.deep.equal([]);
    });
  });

  it("logs and counts each thread that breaks", async function () {
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
    expect(await telemetry.metrics()).to.match(/formwork_guard_breaches_total 2/);
  });

  it("ends a thread that has nothing to do, and starts another one for the next task", async () => {
    const [started, ended]: [number[], number[]] = [[], []];
    const note = (worker: Worker) => {
      const id = worker.threadId;
      started.push(id);
      worker.once("exit", () => ended.push(id));
    };
    process.on("worker", note);
    // A limit of its own: tests use threads with the usual one again.
    const resting = createSandbox({ telemetry: silentTelemetry(), idleMs: 1, memoryMb: 64 });
    for (const nth of [1, 2]) {
      expect(await resting.checkTemplate(aTemplate())).to.deep.equal([]);
      await eventually(() => ended.length === nth, "the end of the idle thread");
    }
    process.off("worker", note);
    await resting.close();
    expect(started).to.have.length(2);
  });

  it("rejects waiting calls when it closes", async () => {
    const closing = createSandbox({ telemetry: silentTelemetry() });
    const waiting = codeOf(closing.validate({ hash: "small", schema: small, payload: {} }));
    await closing.close();
    expect(await waiting).to.equal("unavailable");
  });
});
