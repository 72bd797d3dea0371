import { openSubject } from "../engines/open-subject.ts";
import { folder, n } from "./assignment.ts";
import { addOneByOne } from "./fill.ts";
import { rateOf, report } from "./measure.ts";

/** n jobs, one call each, 32 in flight. */
const subject = await openSubject(folder);
report({ work: "enqueue-one", n, jobs_s: await rateOf(n, () => addOneByOne(subject, n)) });
