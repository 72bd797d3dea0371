import type { Setting } from "./setting-kinds.ts";

/**
 * Who jobs run as: `same`, which is the worker's own user; one user for all of them; or a range, of
 * which no two jobs have the same one at the same time. `group` is that of all jobs; null gives each
 * the group of its user's number.
 */
export type JobUsers =
  | "same"
  | { name: string }
  | { first: number; last: number; group: number | null };

/** Largest number of a user: the one above stands for none. */
const maxId = 2 ** 32 - 2;
const form = /^(\d{1,10})(?:-(\d{1,10}))?(?::(\d{1,10}))?$/;
const userName = /^[a-z_][a-z0-9_-]{0,31}$/i;

/** Accepts a name, `uid`, `uid:gid`, `first-last`, `first-last:gid` or `same`; never root. */
export const jobUsers: Setting<JobUsers> = {
  read: parseJobUsers,
  fallback: undefined,
  allowed:
    "a user that is not root, uid:gid, a range such as 60600-61099 or 60600-61099:1234, or same",
  isPlain: true,
};

function parseJobUsers(text: string): JobUsers {
  if (text === "same") return text;
  const [, uid, last, gid] = form.exec(text) ?? [];
  if (uid === undefined && userName.test(text) && text !== "root") return { name: text };
  const users = {
    first: Number(uid),
    last: Number(last ?? uid),
    group: gid === undefined ? null : Number(gid),
  };
  const isWithin = users.first > 0 && users.last >= users.first && users.last <= maxId;
  if (uid === undefined || !isWithin || users.group === 0 || (users.group ?? 1) > maxId)
    throw new RangeError("not allowed");
  return users;
}
