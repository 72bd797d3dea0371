import { join } from "node:path";
import { createBus } from "@formwork/engine/bus/create-bus";
import { createEngine } from "@formwork/engine/create-engine";
import type { Caller, Engine } from "@formwork/engine/engine";
import { systemClock } from "@formwork/engine/runtime/clock";
import { createTelemetry, type Telemetry } from "@formwork/engine/runtime/telemetry";
import { createStore } from "@formwork/engine/store/create-store";

/** What every work starts with: folder of its store, and how many jobs. */
export const [folder = ".", count = "20000"] = process.argv.slice(2);

/** Addresses of the store and the bus; the embedded ones unless told. */
const { BENCH_STORE = "sqlite:", BENCH_BUS = "local:" } = process.env;

export const caller: Caller = { principal: { id: "bench", role: "admin", email: "bench@example.org", sessionId: null }, traceparent: null };

/** About 200 bytes of JSON: the payload that the other engines of the comparison are given. */
export function aPayload(i: number, t0 = ""): Record<string, unknown> {
  return { i, t0, kind: "render", target: "report-2024", filler: "x".repeat(130) };
}

/** The engine as `formwork start` runs it, durable writes and all, with one published template. */
export async function startEngine(): Promise<{ engine: Engine; telemetry: Telemetry }> {
  const telemetry = createTelemetry({ level: "warn", service: "bench" });
  const engine = createEngine({
    store: await createStore({ url: BENCH_STORE, file: join(folder, "formwork.db"), clock: systemClock, telemetry }),
    bus: await createBus({ url: BENCH_BUS, file: join(folder, "bus.db"), clock: systemClock, telemetry }),
    clock: systemClock,
    telemetry,
    templatesFolder: null,
    secret: "a secret that only the benchmark knows",
    leaseMs: 30_000,
    rescueMs: 10_000,
    loops: ["stage", "rescue"],
  });
  await engine.start();
  await engine.templates.publish({ ...caller, name: "noop", definition });
  return { engine, telemetry };
}

const text = { type: "string" };
const definition = {
  name: "noop",
  title: "Nothing",
  payload: {
    type: "object",
    required: ["i"],
    properties: { i: { type: "integer" }, t0: { type: ["string", "number"] }, kind: text, target: text, filler: text },
  },
  run: { kind: "module" as const, file: "noop.ts" },
};
