import { may, type Principal, type Scope } from "@formwork/contracts/account";
import { type FormworkEvent, isJobEvent } from "@formwork/contracts/event";
import { templateName } from "@formwork/contracts/template";

/**
 * Each kind of room: how its name reads, and what its members have to be allowed. What they hear is
 * decided anew per event.
 */
const kinds: { name: RegExp; scope: Scope }[] = [
  { name: /^jobs$/, scope: "jobs:read" },
  { name: /^job:[\w-]{1,64}$/, scope: "jobs:read" },
  { name: new RegExp(`^template:${templateName.slice(1)}`), scope: "templates:read" },
  { name: /^inbox$/, scope: "account" },
];

/** True for the name of a room that there can be. */
export function isRoom(name: unknown): name is string {
  return typeof name === "string" && scopeOf(name) !== undefined;
}

/** True when a principal may be in a room. */
export function mayJoin(principal: Principal | null, room: string): boolean {
  const scope = scopeOf(room);
  return scope !== undefined && may(principal, scope);
}

/**
 * True when a principal may hear of an event, in whatever room: asked at replay and at delivery
 * (P5).
 */
export function mayHear(principal: Principal | null, event: FormworkEvent): boolean {
  return may(
    principal,
    !isJobEvent(event) && event.type.startsWith("template.") ? "templates:read" : "jobs:read",
  );
}

/** True when a principal may read the log lines of jobs. */
export function mayHearLogs(principal: Principal | null): boolean {
  return may(principal, "jobs:read");
}

function scopeOf(room: string): Scope | undefined {
  return kinds.find(({ name }) => name.test(room))?.scope;
}
