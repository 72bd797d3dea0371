import { may, type Principal } from "../accounts/account.ts";
import { events, type FormworkEvent, scopeOf } from "../events/events.ts";
import { roomKinds } from "../events/rooms.ts";
import type { LogPush } from "../live-protocol.ts";
import { maySeeAction } from "./actions.ts";
import { maySeeJob } from "./jobs.ts";
import { maySeeSchedule } from "./schedules.ts";
import { maySeeTemplate, templatesOf } from "./templates.ts";
import { missesSome } from "./within-sight.ts";

/** Returns true for the name of a room of a known kind. */
export function isRoom(name: unknown): name is string {
  return typeof name === "string" && kindOf(name) !== undefined;
}

/**
 * Returns true when a principal may join a room. That alone lets no event through: each is judged by
 * `mayReceive`. So the room of a foreign object is as silent as that of none, and tells nothing.
 */
export function mayJoin(principal: Principal | null, room: string): boolean {
  const kind = kindOf(room);
  return kind !== undefined && may(principal, kind.scope);
}

/**
 * Returns true when a principal may receive an event, through whichever room, live or replayed, over
 * whichever protocol.
 */
export function mayReceive(principal: Principal | null, event: FormworkEvent): boolean {
  return principal !== null && may(principal, scopeOf(event)) && maySeeSubject(principal, event);
}

/** Returns true when a principal may receive the log lines of a job as they are written. */
export function mayReceiveLogs(
  principal: Principal | null,
  { template, createdBy }: Pick<LogPush, "template" | "createdBy">,
): boolean {
  if (principal === null || !may(principal, "jobs:read")) return false;
  // A worker of an older version does not say whose job it is.
  if (template === undefined || createdBy === undefined) return !missesSome(principal);
  return maySeeJob(principal, { template, createdBy });
}

function maySeeSubject(principal: Principal, event: FormworkEvent): boolean {
  // An event of a newer version may be about anything.
  if (!Object.hasOwn(events, event.type)) return !missesSome(principal);
  const { subject } = events[event.type];
  const data: unknown = event.data;
  switch (subject) {
    case "job": {
      const { createdBy, template } = data as { createdBy: string; template: { name: string } };
      return maySeeJob(principal, { createdBy, template: template.name });
    }
    case "template":
      return maySeeTemplate(principal, event.subject);
    case "schedule":
      return maySeeSchedule(principal, data as { createdBy?: string; template: string });
    case "action":
      return maySeeAction(principal, data as { createdBy: string });
    default:
      // About the house, and so about several templates.
      return templatesOf(principal) === null;
  }
}

function kindOf(room: string) {
  return Object.values(roomKinds).find(({ name }) => name.test(room));
}
