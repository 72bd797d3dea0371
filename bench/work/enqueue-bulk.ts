import { openSubject } from "../engines/open-subject.ts";
import { folder, n } from "./assignment.ts";
import { addInBatches } from "./fill.ts";
import { rateOf, report } from "./measure.ts";

/** n jobs in batches of 1,000, one call in flight. */
const subject = await openSubject(folder);
report({ work: "enqueue-bulk", n, jobs_s: await rateOf(n, () => addInBatches(subject, n)) });
