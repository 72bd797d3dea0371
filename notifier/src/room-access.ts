import { may, type Principal, type Scope } from "@formwork/contracts/account";
import { type FormworkEvent, scopeOf } from "@formwork/contracts/events/events";
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
  return may(principal, scopeOf(event));
}

/** Returns true when a principal may receive the log lines of jobs. */
export function mayReceiveLogs(principal: Principal | null): boolean {
  return may(principal, "jobs:read");
}

function scopeOfRoom(room: string): Scope | undefined {
  return Object.values(roomKinds).find(({ name }) => name.test(room))?.scope;
}
