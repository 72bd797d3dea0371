import type { JobSight } from "@formwork/contracts/policies/jobs";
import { type JobFilter, nobody } from "../store/verbs/job-store.ts";

type Narrowed = Pick<JobFilter, "template" | "notTemplate" | "createdBy">;

/**
 * Narrows a filter of jobs to those that its caller sees. What asks for foreign ones alone matches
 * nothing, as it does where there are none.
 */
export function withinSight(
  { template: asked, createdBy: maker }: Pick<Narrowed, "template" | "createdBy">,
  sight: JobSight,
): Narrowed {
  const template = templatesIn(asked, sight);
  const isForeign = sight.createdBy !== null && maker !== undefined && maker !== sight.createdBy;
  if (isForeign || template?.length === 0) return { createdBy: nobody };
  return {
    template,
    createdBy: sight.createdBy ?? maker,
    notTemplate: sight.notTemplates.length === 0 ? undefined : [...sight.notTemplates],
  };
}

/** A key that is limited to some templates asks with an empty list for all of these. */
function templatesIn(asked: string[] | undefined, { templates }: JobSight): string[] | undefined {
  if (templates === null) return asked;
  const wanted = asked === undefined || asked.length === 0 ? templates : asked;
  return wanted.filter((name) => templates.includes(name));
}
