import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Bus } from "./bus.ts";

/**
 * Makes the bus that `url` (`FORMWORK_BUS`) names, and loads the code of that one only. `file` is
 * where a local bus keeps its log; in memory by default.
 */
export async function createBus(params: {
  url: string;
  file?: string;
  clock: Clock;
  telemetry: Telemetry;
}): Promise<Bus> {
  const { url, file = ":memory:", clock, telemetry } = params;
  if (url === "local:")
    return (await import("./local/local.ts")).createLocalBus({ path: file, clock, telemetry });
  return (await import("./rabbit/rabbit.ts")).createRabbitBus({ url, clock, telemetry });
}
