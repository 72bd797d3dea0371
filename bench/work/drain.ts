import { n } from "../measure/arguments.ts";
import { rateOf, report } from "../measure/measure.ts";
import { drain, measureAfterFill } from "../measure/measure-after-fill.ts";

/**
 * Measures how fast a new process drains n stored no-op jobs, from the call that starts its worker
 * until all are settled.
 */
await measureAfterFill({
  script: import.meta.url,
  measure: async (engine) =>
    report({ work: "drain", n, jobs_s: await rateOf(n, () => drain(engine)) }),
});
