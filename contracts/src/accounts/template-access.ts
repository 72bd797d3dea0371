import type { Static } from "typebox";
import { closed, line, nullable } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { type Role, roles } from "./account.ts";

/** Who may see and run a template. It belongs to the name of the template, not to a version. */

/** Templates that have an access list at most: every call is judged by all of them. */
export const maxAccessLists = 500;
/** Entries of a list at most: more people are better named by their role. */
const maxEntries = 100;

/** Who is meant: everybody with a role or a higher one, or the user with an address. */
export const accessEntry = line({
  maxLength: 254,
  description: `A role (${roles.join(", ")}) or the e-mail address of a user`,
});
const who = Type.Array(accessEntry, {
  maxItems: maxEntries,
  description: "Roles, each with those above it, and e-mail addresses of users",
});

/** Admins may see and run every template, whatever its list says. */
export const TemplateAccess = closed({
  run: nullable(who, "Who may run it, and so see it; null for everybody"),
  see: nullable(who, "Who else may see it; null for everybody"),
});
export type TemplateAccess = Static<typeof TemplateAccess>;

/** The access of a template without a list. */
export const openAccess: TemplateAccess = { run: null, see: null };

/** Returns true when a list names a user by role or address, or names everybody. */
export function isNamed(
  list: readonly string[] | null,
  user: { role: Role; email: string },
): boolean {
  if (list === null) return true;
  const held = roles.slice(0, roles.indexOf(user.role) + 1);
  return list.some((entry) => held.some((role) => role === entry) || entry === user.email);
}

/** Whether an entry of a list can name somebody: it is a role, or has the form of an address. */
export function canName(entry: string): boolean {
  return roles.some((role) => role === entry) || /^[^\s@]+@[^\s@]+$/.test(entry);
}
