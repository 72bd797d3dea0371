import { createUsers } from "@formwork/engine/accounts/users";
import { buildEngine } from "@formwork/engine/build-engine";
import type { Caller } from "@formwork/engine/caller";
import type { Engine } from "@formwork/engine/engine";
import { createTelemetry, type Telemetry } from "@formwork/engine/runtime/telemetry";

export const caller: Caller = {
  principal: { id: "bench", role: "admin", email: "bench@example.org", sessionId: null },
  traceparent: null,
};

/** Signs tokens and seals secrets of the benchmark. */
export const secret = "a secret that only the benchmark knows";

/**
 * Starts the engine as `formwork start` does, with durable writes, and publishes one template.
 * `store` and `bus` are addresses; the embedded ones keep their files in `data`.
 */
export async function startEngine(place: {
  store: string;
  bus: string;
  data: string;
}): Promise<{ engine: Engine; telemetry: Telemetry }> {
  const telemetry = createTelemetry({ level: "warn", service: "bench" });
  const config = {
    ...place,
    templates: null,
    secret,
    leaseMs: 30_000,
    rescueMs: 10_000,
  };
  const engine = await buildEngine(config, telemetry, ["scheduler"]);
  await engine.start();
  await engine.templates.publish({ ...caller, name: "noop", definition });
  return { engine, telemetry };
}

/**
 * Stores the caller as the first user: actions and schedules ask for the rights of who made them,
 * each time anew. A server that starts on this store then makes no first admin.
 */
export async function addCaller({ store }: Engine): Promise<void> {
  const { id, email, role } = caller.principal;
  const createdAt = new Date().toISOString();
  await createUsers({ store }).insertFirst({ id, email, role, createdAt, passwordHash: "none" });
}

const text = { type: "string" };
const definition = {
  name: "noop",
  title: "Nothing",
  payload: {
    type: "object",
    required: ["i"],
    properties: {
      i: { type: "integer" },
      t0: { type: ["string", "number"] },
      kind: text,
      target: text,
      filler: text,
    },
  },
  // The worker of the benchmark runs it by a function of its own.
  run: { kind: "http" as const, url: "http://localhost/" },
};
