import { parseDuration } from "@formwork/contracts/duration";
import { retryDefaults, templateDefaults } from "@formwork/contracts/template";
import type { NewJob } from "../../store/verbs/job-store.ts";
import type { StoredTemplate } from "../../templates/versions/template-tables.ts";

/** What a template version gives to its jobs where a submission says nothing else. */
type JobDefaults = Pick<
  NewJob,
  "template" | "kind" | "priority" | "queue" | "maxAttempts" | "timeoutMs" | "onLost"
>;

const cached = new WeakMap<StoredTemplate, JobDefaults>();

/** Returns the defaults of a template version. A version never changes, so they are read once. */
export function jobDefaultsOf(template: StoredTemplate): JobDefaults {
  const known = cached.get(template);
  if (known !== undefined) return known;
  const defaults = readDefaults(template);
  cached.set(template, defaults);
  return defaults;
}

function readDefaults(template: StoredTemplate): JobDefaults {
  const { name, version, run, retry } = template;
  return {
    template: { name, version },
    kind: run.kind,
    priority: template.priority ?? templateDefaults.priority,
    queue: template.queue ?? templateDefaults.queue,
    maxAttempts: retry?.attempts ?? retryDefaults.attempts,
    timeoutMs: parseDuration(template.timeout ?? templateDefaults.timeout),
    onLost: retry?.onLost ?? retryDefaults.onLost,
  };
}
