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
  /** Runs an attack in an engine that may lack guards; returns what the job's claim has. */
  async function claimed(
    guards: readonly Guard[],
    attack: (engine: Engine) => Promise<void>,
  ): Promise<unknown> {
    const { buildEngine } = await importWithout<BuildEngine>("engine/src/build-engine.ts", guards);
    const engine = await buildEngine(anEngineConfig(), silentTelemetry(), ["scheduler"]);
    await engine.start();
    try {
      await engine.templates.publish({ ...ann, name: "caller", definition });
      await attack(engine);
      const { job } = await engine.jobs.submit({ ...ann, input: { template: "caller" } });
      const stateOf = async () => (await engine.jobs.get({ id: job.id })).state;
      await eventually(async () => (await stateOf()) === "queued", "it is not queued");
      const [claim] = await engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 1 });
      return claim?.secrets ?? (await engine.jobs.get({ id: job.id })).error?.reason;
    } finally {
      await engine.stop();
    }
  }
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
