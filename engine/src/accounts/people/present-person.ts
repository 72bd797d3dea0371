import type { Person } from "@formwork/contracts/person";
import { seesEverybodys } from "@formwork/contracts/policies/sight";
import { isoTime } from "../../store/iso-time.ts";
import type { StoredUser } from "../account-tables.ts";
import { presentUser } from "../present-user.ts";

/** Returns a user as the list of users shows it: without any hash. */
export function presentPerson(user: StoredUser, now: number): Person {
  const { disabled = false, passwordHash, link, seenAt, subject } = user;
  return {
    ...presentUser(user),
    sees: seesEverybodys(user) ? "all" : "own",
    disabled,
    linked: subject !== undefined,
    invited: passwordHash === null && subject === undefined,
    linkExpiresAt: link !== undefined && link.expiresAt > now ? isoTime(link.expiresAt) : null,
    lastSeenAt: seenAt === undefined ? null : isoTime(seenAt),
  };
}
