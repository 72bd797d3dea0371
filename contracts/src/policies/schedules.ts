import { may, type Principal } from "../accounts/account.ts";
import { type Facts, isWithinReach, isWithinSight } from "./within-sight.ts";

/** Returns true when a principal may see a schedule. */
export function maySeeSchedule(principal: Principal | null, schedule: Facts): boolean {
  return may(principal, "schedules:read") && isWithinSight(principal, schedule);
}

/** Returns true when a principal may pause or delete a schedule. */
export function mayChangeSchedule(principal: Principal | null, schedule: Facts): boolean {
  return may(principal, "schedules:write") && isWithinSight(principal, schedule);
}

/** Returns true when a principal may let a schedule make jobs. */
export function mayRunSchedule(principal: Principal | null, schedule: Facts): boolean {
  return may(principal, "schedules:write") && isWithinReach(principal, schedule);
}
