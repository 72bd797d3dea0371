import { type Limits, limitDefaults } from "@formwork/contracts/limits";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../../store/store.ts";
import { createRates } from "../create-rates.ts";
import { ratesTable } from "../rate-table.ts";
import type { Rates } from "../rates.ts";

type Options = {
  /** The clock that all processes share. */
  now: () => number;
  /** What differs from the defaults. */
  limits?: Partial<Limits>;
  /** May be a variant without a guard. */
  create?: typeof createRates;
};

/** Creates the limits by the minute of a process on a store. */
export function ratesOn(
  store: Pick<Store, "table">,
  { now, limits = {}, create = createRates }: Options,
): Rates {
  let known: Limits = { ...limitDefaults, ...limits };
  return create({
    ...{ rows: store.table(ratesTable), now, telemetry: silentTelemetry() },
    limits: {
      current: async () => known,
      learn(learned) {
        known = learned;
      },
      stop: async () => undefined,
    },
  });
}
