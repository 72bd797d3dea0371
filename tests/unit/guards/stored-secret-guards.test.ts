import type { Engine } from "@formwork/engine/engine";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anEngineConfig } from "@formwork/engine/testing/an-engine-config";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { secretsTable } from "../../../engine/src/secrets/secret-table.ts";
import { ann } from "../../../engine/src/testing/an-engine.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type BuildEngine = typeof import("../../../engine/src/build-engine.ts");
type Placeholders = typeof import("../../../engine/src/templates/rules/run-rules.ts");

const value = "hunter2-hunter2";
const definition = {
  name: "caller",
  title: "Caller",
  payload: { type: "object" },
  run: { kind: "remote" as const, secrets: ["TOKEN"] },
};

describe("a guard of secrets that templates name", () => {
  /** Uses an engine that may lack guards, in which the template is published. */
  async function withEngine<T>(
    guards: readonly Guard[],
    use: (engine: Engine) => Promise<T>,
  ): Promise<T> {
    const { buildEngine } = await importWithout<BuildEngine>("engine/src/build-engine.ts", guards);
    const engine = await buildEngine(anEngineConfig(), silentTelemetry(), ["scheduler"]);
    await engine.start();
    try {
      await engine.templates.publish({ ...ann, name: "caller", definition });
      return await use(engine);
    } finally {
      await engine.stop();
    }
  }
  async function queue(engine: Engine): Promise<string> {
    const { job } = await engine.jobs.submit({ ...ann, input: { template: "caller" } });
    const stateOf = async () => (await engine.jobs.get({ id: job.id })).state;
    await eventually(async () => (await stateOf()) === "queued", "it is not queued");
    return job.id;
  }
  /** Returns what the job's claim has after an attack, or why there is none. */
  const claimed = (guards: readonly Guard[], attack: (engine: Engine) => Promise<void>) =>
    withEngine(guards, async (engine): Promise<unknown> => {
      await attack(engine);
      const id = await queue(engine);
      const [claim] = await engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 1 });
      return claim?.secrets ?? (await engine.jobs.get({ id })).error?.reason;
    });
  const set = (engine: Engine, name: string, more = {}) =>
    engine.secrets.set({ ...ann, name, input: { value: `${value}-${name}`, ...more } });

  it("keeps one from templates that may not use it", async () => {
    const guard = {
      file: "engine/src/secrets/resolve-secrets.ts",
      find: "row.templates !== null && !row.templates.includes(template)",
      replace: "false",
    };
    const attack = async (engine: Engine) => {
      await set(engine, "TOKEN", { templates: ["another"] });
    };
    expect(await claimed([guard], attack), "without").to.deep.equal({ TOKEN: `${value}-TOKEN` });
    expect(await claimed([], attack)).to.equal("secret-forbidden");
  });

  it("opens one under its own name alone, also for who can write to the store", async () => {
    const guard = {
      file: "engine/src/secrets/seal-value.ts",
      find: `ownerId: \`secret:${"$"}{name}\``,
      replace: 'ownerId: "secret"',
    };
    const attack = async (engine: Engine) => {
      await set(engine, "ROOT_PASSWORD", { templates: [] });
      await set(engine, "TOKEN");
      const table = engine.store.table(secretsTable);
      const root = await table.get({ name: "ROOT_PASSWORD" });
      const token = await table.get({ name: "TOKEN" });
      if (root === null || token === null) throw new Error("they are not stored");
      const row = { ...token.row, sealed: root.row.sealed };
      await table.replaceIf({ row, version: token.version });
    };
    expect(await claimed([guard], attack), "without").to.deep.equal({
      TOKEN: `${value}-ROOT_PASSWORD`,
    });
    expect(await claimed([], attack)).to.equal("secret-unreadable");
  });

  it("lets none stand where everybody on the machine can read it", async () => {
    const guard = {
      file: "engine/src/templates/rules/run-rules.ts",
      find: 'command: (pointer) => pointer.startsWith("/run/env/"),',
      replace: "command: () => true,",
    };
    async function faultsOf(guards: readonly Guard[]) {
      const { runFaults } = await importWithout<Placeholders>(
        ...(["engine/src/templates/rules/run-rules.ts", guards] as const),
      );
      const run = { kind: "command" as const, argv: ["curl", "{{secret.TOKEN}}"] };
      return runFaults({ ...definition, run });
    }
    expect(await faultsOf([guard]), "without").to.deep.equal([]);
    expect((await faultsOf([]))[0]?.pointer).to.equal("/run/argv/1");
  });

  it("sends none to a host that a caller names", async () => {
    const file = "engine/src/templates/rules/run-rules.ts";
    const guard = { file, find: "...targetFaults(run), ", replace: "" };
    async function faultsOf(guards: readonly Guard[]) {
      const { runFaults } = await importWithout<Placeholders>(file, guards);
      const payload = { type: "object", properties: { url: { type: "string" } } };
      const auth = { bearer: "{{secret.TOKEN}}" };
      const run = { kind: "http" as const, url: "{{payload.url}}", auth };
      return runFaults({ ...definition, payload, run });
    }
    expect(await faultsOf([guard]), "without").to.deep.equal([]);
    expect((await faultsOf([]))[0]?.message).to.contain("must not take the host from the payload");
  });

  it("hides one in what a job reports, also after its value was replaced", async () => {
    const attack = (guards: readonly Guard[]) =>
      withEngine(guards, async (engine) => {
        await set(engine, "TOKEN");
        await queue(engine);
        const { jobs } = await engine.remote.claim({
          ...{ worker: { id: "w", host: "h", version: null, concurrency: 1 }, limit: 1, waitMs: 0 },
          ...{ kinds: ["remote"], signal: new AbortController().signal },
        } as unknown as Parameters<Engine["remote"]["claim"]>[0]);
        const [job] = jobs;
        await engine.secrets.set({ ...ann, name: "TOKEN", input: { value: "another value" } });
        const result = { said: `${value}-TOKEN` };
        await engine.remote.succeed({ lease: job?.lease ?? "", result });
        return (await engine.jobs.get({ id: job?.jobId ?? "" })).result;
      });
    const former = {
      file: "engine/src/secrets/resolve-secrets.ts",
      find: "const seals = former.filter(({ until }) => until > now).map((one) => one.sealed);",
      replace: "const seals: typeof former[number]['sealed'][] = [];",
    };
    expect(await attack([former]), "without").to.deep.equal({ said: `${value}-TOKEN` });
    expect(await attack([])).to.deep.equal({ said: "••••••" });
  });

  it("fills in none that a payload names", async () => {
    const file = "worker/src/runners/placeholders.ts";
    // What filled texts twice would resolve what the payload brought.
    const guard = {
      file,
      find: "  const filled = fillPlaceholders(text, values);\n  if (filled.includes",
      replace:
        "  const filled = fillPlaceholders(fillPlaceholders(text, values), values);\n  if (filled.includes",
    };
    async function filled(guards: readonly Guard[]) {
      const { fillPlainText } = await importWithout<
        typeof import("../../../worker/src/runners/placeholders.ts")
      >(file, guards);
      const values = { payload: { who: "{{secret.TOKEN}}" }, secret: { TOKEN: value } };
      return fillPlainText("{{payload.who}}", values);
    }
    expect(await filled([guard]), "without").to.equal(value);
    expect(await filled([])).to.equal("{{secret.TOKEN}}");
  });
});
