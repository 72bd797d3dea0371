import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildEngine } from "@formwork/engine/build-engine";
import type { Engine } from "@formwork/engine/engine";
import { silentTelemetry, type Telemetry } from "@formwork/engine/runtime/telemetry";
import { anEngineConfig } from "@formwork/engine/testing/an-engine-config";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { createApp } from "../app.ts";
import { createServer } from "../server.ts";
import { type CheckedFetch, createCheckedFetch } from "./checked-fetch.ts";

export const ann = { email: "ann@example.org", password: "correct horse battery" };

/** A template of kind `remote`, whose jobs end as a test decides. */
export const echo = {
  name: "echo",
  title: "Echo",
  description: "Says it again",
  tags: ["sample"],
  payload: {
    type: "object",
    required: ["text"],
    properties: {
      text: { type: "string", minLength: 1, maxLength: 100 },
      times: { type: "integer", minimum: 1, maximum: 10, default: 1 },
      key: { type: "string", writeOnly: true },
    },
  },
  run: { kind: "remote" },
};

export type RunningApp = {
  url: string;
  /** The temporary folder. */
  folder: string;
  engine: Engine;
  /** Fetches as the admin. */
  ask: CheckedFetch;
  token: string;
  /** What signs its tokens. */
  secret: string;
  stop: () => Promise<void>;
};
export type StartOptions = {
  telemetry?: Telemetry;
  publicUrl?: string;
  /** Address of a store; SQLite in the temporary folder when absent. */
  store?: string;
  /** Length of a lease in milliseconds. */
  leaseMs?: number;
  uiFolder?: string;
  /** False leaves set-up undone, so that no one is signed in. */
  setUp?: boolean;
  /** Whether jobs may be generated. */
  generateJobs?: boolean;
  /** Replaces the engine that the app uses. */
  wrap?: (engine: Engine) => Engine;
};

/**
 * Starts a scheduler on a free port, with its store and bus in a temporary folder that `stop`
 * removes, and signs the first admin in.
 */
export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
  const telemetry = options.telemetry ?? silentTelemetry();
  const folder = await aTemporaryFolder();
  await writeFile(join(folder.path, "echo.json"), JSON.stringify(echo));
  const { store = "sqlite:", leaseMs = 30_000 } = options;
  const config = anEngineConfig({
    ...{ store, leaseMs, rescueMs: leaseMs / 3 },
    ...{ data: folder.path, templates: folder.path },
  });
  const engine = await buildEngine(config, telemetry, ["scheduler"]);
  await engine.start();
  const {
    publicUrl = "http://127.0.0.1",
    uiFolder,
    setUp = true,
    generateJobs,
    wrap = (same) => same,
  } = options;
  const app = createApp({ engine: wrap(engine), telemetry, publicUrl, uiFolder, generateJobs });
  const server = createServer({ app, host: "127.0.0.1", port: 0, telemetry });
  const { url } = await server.start();
  const token = setUp
    ? (await engine.accounts.setUp({ ...ann, token: await engine.accounts.setUpToken() })).token
    : "";
  return {
    url,
    folder: folder.path,
    engine,
    token,
    secret: config.secret ?? "",
    ask: await createCheckedFetch({ url, token }),
    async stop() {
      await server.stop();
      await engine.stop();
      await folder.remove();
    },
  };
}
