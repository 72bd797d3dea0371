import { parseArgs } from "node:util";
import { withEmbedded } from "./fleet/with-embedded.ts";
import { withServices } from "./fleet/with-services.ts";
import { runFaults } from "./run-faults.ts";

/**
 * `npm run faults -- [--seed N] [--minutes M] [--store sqlite|mongo]`: injects faults into running
 * processes, both stores unless told, and prints a report as JSON. Exits with 1 when a promise was
 * broken. The same seed draws the same faults.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 100_000) },
    minutes: { type: "string", default: "5" },
    store: { type: "string" },
  },
});
/** Broken promises that are printed one by one. */
const maxPrinted = 50;
const fleets = { sqlite: withEmbedded, mongo: withServices };

for (const [store, withFleet] of Object.entries(fleets)) {
  if (values.store !== undefined && values.store !== store) continue;
  print(`${store}, seed ${values.seed}, ${values.minutes} min`);
  const options = { seed: Number(values.seed), faults: Number(values.minutes) * 60_000, print };
  const report = await withFleet((fleet) => runFaults(fleet, options));
  const { violations, ...summary } = report;
  print(JSON.stringify(summary, null, 2));
  for (const { invariant, what } of violations.slice(0, maxPrinted)) print(`${invariant}: ${what}`);
  print(`${violations.length} promises broken`);
  if (violations.length > 0) process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
