import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineConfig } from "@formwork/engine/build-engine";
import type { Engine } from "@formwork/engine/engine";
import { systemClock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anEngineConfig } from "@formwork/engine/testing/an-engine-config";
import { eventually } from "@formwork/engine/testing/eventually";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { aGreeting, ann, greet } from "../../../engine/src/testing/an-engine.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type BuildEngine = typeof import("../../../engine/src/build-engine.ts");
type Home = typeof import("../../../cli/src/home.ts");
type Settings = typeof import("../../../engine/src/runtime/settings/read-config.ts");
type Execute = typeof import("../../../worker/src/execute.ts");
type Assignments = typeof import("../../../engine/src/testing/an-assignment.ts");

describe("a guard of secrets", () => {
  const folder = temporaryFolder();

  it("keeps them from what a job reports", async () => {
    const guard = {
      file: "engine/src/work/redact/redact.ts",
      find: "const forms = [...new Set(secrets.flatMap(formsOf))];",
      replace: "const forms: string[] = [];",
    };
    const secret = "hunter2-hunter2";
    async function reported(guards: readonly Guard[]): Promise<string> {
      const { execute } = await importWithout<Execute>("worker/src/execute.ts", guards);
      const { anAssignment } = await importWithout<Assignments>(
        ...(["engine/src/testing/an-assignment.ts", guards] as const),
      );
      const written: unknown[] = [];
      const write = async (report: { assignment?: unknown }) => {
        written.push({ ...report, assignment: undefined });
        return true;
      };
      const assignment = anAssignment({ secrets: [secret] });
      const lease = {
        ...{ assignment, signal: new AbortController().signal, abort: () => undefined },
        held: () => true,
      };
      const work = { settle: write, log: write, progress: write };
      await execute(
        {
          // Of the verbs of a worker an attempt calls these alone.
          work: work as unknown as Parameters<typeof execute>[0]["work"],
          kinds: {
            module: async ({ log, progress }) => {
              log("stdout", `value: ${secret}`);
              progress({ percent: 1, message: secret });
              return { outcome: "failed", reason: "exit", message: `bad ${secret}` };
            },
          },
          checkResult: async (_, outcome) => outcome,
          ...{ workerId: "w", isStopping: async () => false },
          ...{ clock: systemClock, telemetry: silentTelemetry() },
        },
        lease,
      );
      return JSON.stringify(written);
    }
    expect((await reported([guard])).split(secret), "without").to.have.length(4);
    expect(await reported([]))
      .to.contain("••••••")
      .and.not.contain(secret);
  });

  it("hands no program what is sealed in place of the secret", async () => {
    const guard = {
      file: "engine/src/work/claim.ts",
      find: "opened.filter(isOpen).map(",
      replace: "opened.map(",
    };
    async function withEngine<T>(
      guards: readonly Guard[],
      config: Partial<EngineConfig>,
      use: (engine: Engine) => Promise<T>,
    ): Promise<T> {
      const { buildEngine } = await importWithout<BuildEngine>(
        "engine/src/build-engine.ts",
        guards,
      );
      const whole = anEngineConfig({ data: folder.path(), ...config });
      const engine = await buildEngine(whole, silentTelemetry(), ["scheduler"]);
      await engine.start();
      return use(engine).finally(engine.stop);
    }
    /** Submits with one key and claims with another one. */
    async function claimed(guards: readonly Guard[]) {
      const id = await withEngine([], {}, async (engine) => {
        await engine.templates.publish({ ...ann, name: "greet", definition: greet });
        return (await aGreeting(engine, { payload: { name: "Bob", password: "open" } })).id;
      });
      const secret = "another secret of more than thirty-two letters";
      return withEngine(guards, { secret }, async (engine) => {
        await eventually(async () => (await engine.jobs.get({ id })).state === "queued", "queued");
        return engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 10 });
      });
    }
    expect((await claimed([guard]))[0]?.job.payload, "without").to.have.nested.property(
      "password.$sealed",
    );
    // The job of before is settled by then, since its lease ended with its engine.
    expect(await claimed([])).to.deep.equal([]);
  });

  it("signs nothing with a key that a start could not write whole", async () => {
    const guard = {
      ...{
        file: "cli/src/home.ts",
        find: 'if (secret.length >= minSecretLength && !secret.includes("\\0")) return secret;',
      },
      replace: "return secret;",
    };
    async function keyOf(guards: readonly Guard[]): Promise<string> {
      const { openHome, tokenSecret } = await importWithout<Home>("cli/src/home.ts", guards);
      const home = openHome(folder.path());
      writeFileSync(join(home.etc, "token-secret"), "");
      return tokenSecret(home);
    }
    expect(await keyOf([guard]), "without").to.equal("");
    expect(await keyOf([]).then(String, String)).to.contain("token-secret holds nothing");
  });

  it("prints no password of a faulty setting", async () => {
    const guard = {
      file: "engine/src/runtime/settings/read-settings.ts",
      find: "return setting.isPlain === true && given.length <= maxShown",
      replace: "return given !== null",
    };
    async function faultsOf(guards: readonly Guard[], env: Record<string, string>) {
      const { readConfig } = await importWithout<Settings>(
        ...(["engine/src/runtime/settings/read-config.ts", guards] as const),
      );
      try {
        return JSON.stringify(readConfig("start", env));
      } catch (error) {
        return String(error);
      }
    }
    const faulty: Record<string, string>[] = [
      { FORMWORK_ADMIN_PASSWORD: "hunter2" },
      { FORMWORK_TOKEN_SECRET: "hunter2" },
      { FORMWORK_STORE: "mongo://u:hunter2@db" },
      { FORMWORK_BUS: "ampq://u:hunter2@db" },
      { FORMWORK_ADMIN_EMAIL: "hunter2" },
      { FORMWORK_PUBLIC_URL: "ftp://u:hunter2@host" },
    ];
    for (const env of faulty) {
      expect(await faultsOf([guard], env), "without").to.contain("hunter2");
      expect(await faultsOf([], env))
        .to.contain(Object.keys(env)[0])
        .and.not.contain("hunter2");
    }
  });
});
