import { openEngine } from "../engines/open-engine.ts";
import { folder, n } from "./arguments.ts";
import { addOneByOne } from "./fill.ts";
import { rateOf, report } from "./measure.ts";

/** Measures how fast n jobs are stored with one call each, 32 calls in flight. */
const engine = await openEngine(folder);
report({ work: "enqueue-one", n, jobs_s: await rateOf(n, () => addOneByOne(engine, n)) });
