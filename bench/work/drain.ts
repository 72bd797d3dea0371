import { afterFilling, drain } from "./after-filling.ts";
import { n } from "./assignment.ts";
import { rateOf, report } from "./measure.ts";

/**
 * n no-op jobs are stored; then a fresh process drains them: from the call that starts its worker
 * until all is settled.
 */
await afterFilling({
  script: import.meta.url,
  measure: async (subject) =>
    report({ work: "drain", n, jobs_s: await rateOf(n, () => drain(subject)) }),
});
