import type { Principal } from "../accounts/account.ts";
import { seesEverybodys, seesWhatWasMadeBy } from "./sight.ts";
import { mayRunTemplate, maySeeTemplate, missesTemplates } from "./templates.ts";

/** Who made something and of which template it is; neither ever changes of a job. */
export type Facts = {
  /** Absent where an older version did not say: then it is somebody else's. */
  createdBy?: string | undefined;
  template: string;
};

/** Returns true when a job or schedule is there for a principal, whatever may be done with it. */
export function isWithinSight(
  principal: Principal | null,
  { createdBy, template }: Facts,
): boolean {
  return seesWhatWasMadeBy(principal, createdBy) && maySeeTemplate(principal, template);
}

/** Returns true when a job or schedule is there for a principal, who may also let its template run. */
export function isWithinReach(principal: Principal | null, facts: Facts): boolean {
  return isWithinSight(principal, facts) && mayRunTemplate(principal, facts.template);
}

/** Returns true for a principal who does not see every job, so that each is to be judged. */
export function missesSome(principal: Principal): boolean {
  return !seesEverybodys(principal) || missesTemplates(principal);
}
