import type { TemplateDefinition } from "@formwork/contracts/template";
import { usersTable } from "../accounts/account-tables.ts";
import { buildEngine, type EngineConfig, type Role } from "../build-engine.ts";
import type { Caller } from "../caller.ts";
import type { Engine } from "../engine.ts";
import { silentTelemetry } from "../runtime/telemetry.ts";
import type { Assignment } from "../work/work.ts";
import { anEngineConfig } from "./an-engine-config.ts";
import { aTemporaryFolder } from "./temporary-folder.ts";

export const ann: Caller = {
  principal: { id: "ann", role: "admin", email: "ann@example.org", sessionId: null },
  traceparent: null,
};

/** A template with a default and a secret. No worker runs its jobs: tests claim and settle them. */
export const greet: TemplateDefinition = {
  name: "greet",
  title: "Greet",
  payload: {
    type: "object",
    required: ["name"],
    properties: {
      name: { type: "string", minLength: 1 },
      times: { type: "integer", minimum: 1, default: 1 },
      password: { type: "string", format: "password" },
    },
  },
  run: { kind: "remote" },
  retry: { attempts: 2, initial: "1ms", max: "1ms" },
};

/**
 * Starts an engine, on SQLite unless given, in a folder that `stop` removes, with `greet` published.
 * Its relay runs; stage, rescue and fire run with the role of a scheduler.
 */
export async function anEngine({
  roles = [],
  ...config
}: { roles?: Role[] } & Partial<EngineConfig> = {}): Promise<{
  engine: Engine;
  stop: () => Promise<void>;
}> {
  const folder = await aTemporaryFolder();
  const engine = await buildEngine(
    anEngineConfig({ data: folder.path, ...config }),
    silentTelemetry(),
    roles,
  );
  await engine.start();
  // What goes on in somebody's name asks whether that user still may.
  const user = { ...ann.principal, createdAt: new Date().toISOString(), passwordHash: null };
  await engine.store.table(usersTable).insert({ row: user });
  await engine.templates.publish({ ...ann, name: "greet", definition: greet });
  const stop = async () => {
    await engine.stop();
    await folder.remove();
  };
  return { engine, stop };
}

/** Submits a job of the template `greet` and returns it. */
export async function aGreeting(engine: Engine, input: Record<string, unknown> = {}) {
  return (
    await engine.jobs.submit({
      ...ann,
      input: { template: "greet", payload: { name: "Bob" }, ...input },
    })
  ).job;
}

/** Claims the next job; throws when there is none. */
export async function claimOne(engine: Engine): Promise<Assignment> {
  const [assignment] = await engine.work.claim({ workerId: "w1", kinds: ["remote"], limit: 1 });
  if (assignment === undefined) throw new Error("there was nothing to claim");
  return assignment;
}
