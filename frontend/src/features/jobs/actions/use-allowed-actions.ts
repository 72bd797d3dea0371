import type { JobSummary } from "@formwork/contracts/job";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { useTemplateRights } from "../../../lib/api/templates/use-template-rights.ts";
import { allowedActions, type JobAction } from "./allowed-actions.ts";

/** Returns the actions that the signed-in user may take on a job, in the order of the buttons. */
export function useAllowedActions(job: JobSummary): JobAction[] {
  const mayChange = useMay("jobs:write");
  const { mayRun } = useTemplateRights();
  return allowedActions(job, { mayChange, mayRun: mayRun(job.template.name) });
}
