import { may, type Principal } from "../accounts/account.ts";
import { seesWhatWasMadeBy } from "./sight.ts";
import { missesTemplates, templatesOf } from "./templates.ts";

/**
 * Returns true when a principal may see an action on many jobs. One of somebody else tells of jobs of
 * any template, so it is shown to nobody whom some template is hidden from.
 */
export function maySeeAction(
  principal: Principal | null,
  { createdBy }: { createdBy: string },
): boolean {
  if (principal === null || !may(principal, "jobs:read")) return false;
  return (
    templatesOf(principal) === null &&
    (principal.id === createdBy ||
      (seesWhatWasMadeBy(principal, createdBy) && !missesTemplates(principal)))
  );
}
