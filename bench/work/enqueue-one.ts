import { openEngine } from "../engines/open-engine.ts";
import { folder, n } from "../measure/arguments.ts";
import { addOneByOne } from "../measure/fill.ts";
import { rateOf, report } from "../measure/measure.ts";

/** Measures how fast n jobs are stored with one call each, 32 calls in flight. */
const engine = await openEngine(folder);
report({ work: "enqueue-one", n, jobs_s: await rateOf(n, () => addOneByOne(engine, n)) });
