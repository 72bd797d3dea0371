import {
  may,
  mayUseTemplate,
  type Principal,
  type Scope,
  templatesOf,
} from "@formwork/contracts/account";
import { type FormworkEvent, scopeOf, templateOf } from "@formwork/contracts/events/events";
import { roomKinds } from "@formwork/contracts/events/rooms";

/** Returns true for the name of a room of a known kind. */
export function isRoom(name: unknown): name is string {
  return typeof name === "string" && scopeOfRoom(name) !== undefined;
}

/** Returns true when a principal may join a room, which alone lets no event through. */
export function mayJoin(principal: Principal | null, room: string): boolean {
  const scope = scopeOfRoom(room);
  return scope !== undefined && may(principal, scope);
}

/**
 * Returns true when a principal may receive an event, through whichever room. Checked for each
 * event, replayed or live, because a role may change while a socket is open.
 */
export function mayReceive(principal: Principal | null, event: FormworkEvent): boolean {
  return may(principal, scopeOf(event)) && mayHearOf(principal, templateOf(event));
}

/** An API key for certain templates hears of these only, and of nothing that is about several. */
function mayHearOf(principal: Principal | null, template: string | null): boolean {
  if (template === null) return templatesOf(principal) === null;
  return mayUseTemplate(principal, template);
}

/**
 * Returns true when a principal may receive the log lines of jobs. They do not name the template of
 * their job, so a key for certain templates reads them over HTTP.
 */
export function mayReceiveLogs(principal: Principal | null): boolean {
  return may(principal, "jobs:read") && templatesOf(principal) === null;
}

function scopeOfRoom(room: string): Scope | undefined {
  return Object.values(roomKinds).find(({ name }) => name.test(room))?.scope;
}
