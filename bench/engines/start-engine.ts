import { join } from "node:path";
import { createBus } from "@formwork/engine/bus/create-bus";
import type { Caller } from "@formwork/engine/caller";
import { createEngine } from "@formwork/engine/create-engine";
import type { Engine } from "@formwork/engine/engine";
import { systemClock } from "@formwork/engine/runtime/clock";
import { createTelemetry, type Telemetry } from "@formwork/engine/runtime/telemetry";
import { createStore } from "@formwork/engine/store/create-store";

export const caller: Caller = {
  principal: { id: "bench", role: "admin", email: "bench@example.org", sessionId: null },
  traceparent: null,
};

/**
 * The engine as `formwork start` runs it, durable writes and all, with one published template.
 * `store` and `bus` are addresses; the embedded ones keep their files in `folder`.
 */
export async function startEngine(place: {
  store: string;
  bus: string;
  folder: string;
}): Promise<{ engine: Engine; telemetry: Telemetry }> {
  const { store, bus, folder } = place;
  const telemetry = createTelemetry({ level: "warn", service: "bench" });
  const engine = createEngine({
    store: await createStore({
      url: store,
      file: join(folder, "formwork.db"),
      clock: systemClock,
      telemetry,
    }),
    bus: await createBus({ url: bus, file: join(folder, "bus.db"), clock: systemClock, telemetry }),
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
    properties: {
      i: { type: "integer" },
      t0: { type: ["string", "number"] },
      kind: text,
      target: text,
      filler: text,
    },
  },
  run: { kind: "module" as const, file: "noop.ts" },
};
