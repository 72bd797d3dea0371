import type { EngineConfig } from "@formwork/engine/build-engine";
import type { Engine } from "@formwork/engine/engine";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anEngineConfig } from "@formwork/engine/testing/an-engine-config";
import { eventually } from "@formwork/engine/testing/eventually";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import {
  accountsOn,
  principalOf,
  setUpAda,
} from "../../../engine/src/accounts/testing/accounts-on.ts";
import { createTokenSigner } from "../../../engine/src/accounts/tokens.ts";
import { aGreeting, ann, greet } from "../../../engine/src/testing/an-engine.ts";
import { accountAttacks } from "../../support/account-attacks.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type BuildEngine = typeof import("../../../engine/src/build-engine.ts");
type WorkerConfig = typeof import("../../../worker/src/config.ts");

const [old, next] = ["o".repeat(32), "n".repeat(32)];

describe("a guard of the keys that seal", () => {
  const folder = temporaryFolder();

  async function start(guards: readonly Guard[], keys: string[]): Promise<Engine> {
    const { buildEngine } = await importWithout<BuildEngine>("engine/src/build-engine.ts", guards);
    const config: EngineConfig = anEngineConfig({ data: folder.path(), sealKeys: () => keys });
    const engine = await buildEngine(config, silentTelemetry(), ["scheduler"]);
    await engine.start();
    return engine;
  }

  it("leaves jobs whose key a process lacks to others, and fails none", async () => {
    const guard = {
      file: "engine/src/work/claim.ts",
      find: 'const isBehind = lacksKey && (await standingNow(key)) === "behind";',
      replace: "const isBehind = false;",
    };
    /** A worker was left out when the key was replaced, and learns of it with its claim. */
    async function stateAfter(guards: readonly Guard[]) {
      const first = await start([], [old]);
      await first.templates.publish({ ...ann, name: "greet", definition: greet });
      await first.stop();
      const left = await start(guards, [old]);
      const after = await start([], [next, old]);
      const { id } = await aGreeting(after, { payload: { name: "Bob", password: "open" } });
      const stateOf = async () => (await after.jobs.get({ id })).state;
      await eventually(async () => (await stateOf()) === "queued", "it is not queued");
      await left.work.claim({ workerId: "w", kinds: ["remote"], limit: 10 });
      const state = await stateOf();
      await after.work.claim({ workerId: "w", kinds: ["remote"], limit: 10 });
      await left.stop();
      await after.stop();
      return state;
    }
    expect(await stateAfter([guard]), "without").to.equal("failed");
    expect(await stateAfter([])).to.equal("queued");
  });

  describe("of workers", () => {
    const { store } = accountAttacks();

    it("gives them none that signs tokens, by which a job could sign in as anybody", async () => {
      const guard = {
        file: "worker/src/config.ts",
        find: "secret: sealKey === null ? secret : null",
        replace: "secret",
      };
      const { accounts, secret } = {
        ...accountsOn(store()),
        secret: "a secret of more than thirty-two letters",
      };
      const ada = await principalOf(accounts, (await setUpAda(accounts)).token);
      const env = {
        FORMWORK_STORE: "mongodb://db/formwork",
        FORMWORK_BUS: "amqp://broker",
        FORMWORK_SEAL_KEY: next,
        FORMWORK_TOKEN_SECRET: secret,
      };
      /** Signs a token with each secret of a worker; returns how many are taken. */
      async function forged(guards: readonly Guard[]) {
        const { readWorkerConfig } = await importWithout<WorkerConfig>(
          ...(["worker/src/config.ts", guards] as const),
        );
        const claims = {
          ...{ userId: ada.id, sessionId: ada.sessionId ?? "", role: "admin" as const },
          ...{ email: ada.email, expiresAt: Date.UTC(2100, 0) },
        };
        let taken = 0;
        for (const key of readWorkerConfig(env).sealKeys()) {
          const token = await createTokenSigner({ secret: key })(claims);
          if ((await accounts.authenticate(token)) !== null) taken++;
        }
        return taken;
      }
      expect(await forged([guard]), "without").to.equal(1);
      expect(await forged([])).to.equal(0);
    });
  });
});
