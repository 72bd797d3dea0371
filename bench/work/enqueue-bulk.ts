import { openEngine } from "../engines/open-engine.ts";
import { folder, n } from "../measure/arguments.ts";
import { addInBatches } from "../measure/fill.ts";
import { rateOf, report } from "../measure/measure.ts";

/** Measures how fast n jobs are stored in calls of 1,000, one call in flight. */
const engine = await openEngine(folder);
report({ work: "enqueue-bulk", n, jobs_s: await rateOf(n, () => addInBatches(engine, n)) });
