import { may, type Principal, type Scope } from "@formwork/contracts/account";
import { type FormworkEvent, isJobEvent } from "@formwork/contracts/event";
import { templateName } from "@formwork/contracts/template";

/**
 * The kinds of rooms: the form of their names and the scope that joining needs. Membership alone
 * lets no event through: `mayReceive` is asked for each.
 */
const kinds: { name: RegExp; scope: Scope }[] = [
  { name: /^jobs$/, scope: "jobs:read" },
  { name: /^job:[\w-]{1,64}$/, scope: "jobs:read" },
  { name: new RegExp(`^template:${templateName.slice(1)}`), scope: "templates:read" },
  { name: /^inbox$/, scope: "account" },
];

/** Returns true for the name of a room of a known kind. */
export function isRoom(name: unknown): name is string {
  return typeof name === "string" && scopeOf(name) !== undefined;
}

/** Returns true when a principal may join a room. */
export function mayJoin(principal: Principal | null, room: string): boolean {
  const scope = scopeOf(room);
  return scope !== undefined && may(principal, scope);
}

/**
 * Returns true when a principal may receive an event, through whichever room. Checked for each
 * event, replayed or live, because a role may change while a socket is open.
 */
export function mayReceive(principal: Principal | null, event: FormworkEvent): boolean {
  return may(
    principal,
    !isJobEvent(event) && event.type.startsWith("template.") ? "templates:read" : "jobs:read",
  );
}

/** Returns true when a principal may receive the log lines of jobs. */
export function mayReceiveLogs(principal: Principal | null): boolean {
  return may(principal, "jobs:read");
}

function scopeOf(room: string): Scope | undefined {
  return kinds.find(({ name }) => name.test(room))?.scope;
}
