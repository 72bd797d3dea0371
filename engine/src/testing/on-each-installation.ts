import type { EngineConfig } from "../build-engine.ts";
import { sharedBroker } from "./servers/a-broker.ts";
import { sharedDatabase } from "./servers/a-mongo-database.ts";

/** Where an engine of a test keeps jobs, and how its processes talk. */
export type Installation = Pick<EngineConfig, "store" | "bus">;

/**
 * Runs a suite as `formwork start` runs everything, and as production does: on SQLite with the local
 * bus, and on MongoDB with RabbitMQ. Each test finds the store empty.
 */
export function onEachInstallation(suite: (use: () => Installation) => void): void {
  describe("on SQLite and the local bus", () => {
    suite(() => ({ store: "sqlite:", bus: "local:" }));
  });

  describe("on MongoDB and RabbitMQ", () => {
    const database = sharedDatabase();
    const broker = sharedBroker();
    suite(() => ({ store: database.url, bus: broker.url }));
  });
}
