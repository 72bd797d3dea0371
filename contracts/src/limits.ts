import type { Static } from "typebox";
import { closed, nullable } from "./shapes.ts";
import { Type } from "./typebox.ts";

/**
 * What is limited by the minute, each in a token bucket of its own: `requests` for any call,
 * `submits` for the jobs that calls make, `subscriptions` for streams that are opened, `signIns` for
 * tries of a password or a one-time token. A user, an API key and the address of callers without
 * either each have their own buckets.
 */
export const rateLimits = ["requests", "submits", "subscriptions", "signIns"] as const;
export type Limit = (typeof rateLimits)[number];

/** The setting that says how many there may be in a minute. */
export const settingOfLimit = {
  requests: "requestsPerMinute",
  submits: "submitsPerMinute",
  subscriptions: "subscriptionsPerMinute",
  signIns: "signInsPerMinute",
} as const satisfies Record<Limit, keyof Limits>;

/**
 * Tries to sign in that a network address has for each of an account there, as people share
 * addresses, and those that an account has from all addresses together.
 */
export const signInsOfAddress = 3;
export const signInsOfAccount = 5;

const perMinute = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const limits = {
  requestsPerMinute: nullable(
    perMinute,
    "How many calls a user, an API key, or an address without either may make in a minute, but for those with a limit of their own, from 1 to 1,000,000; null for any",
  ),
  submitsPerMinute: nullable(
    perMinute,
    "How many jobs a user or key may submit in a minute, each job of a batch counted, from 1 to 1,000,000; null for any",
  ),
  subscriptionsPerMinute: nullable(
    perMinute,
    "How many event streams a user or key may open in a minute, from 1 to 1,000,000; null for any",
  ),
  signInsPerMinute: Type.Integer({
    minimum: 1,
    maximum: 1000,
    description: `How many failed tries to sign in an account may have in a minute from one address, from 1 to 1,000; an address has ${signInsOfAddress} times as many over all accounts, an account ${signInsOfAccount} times from all addresses, and a device that signed in before its own`,
  }),
  activeJobsPerOwner: nullable(
    Type.Integer({ minimum: 1, maximum: 10_000 }),
    "How many jobs of one user run at once at most, from 1 to 10,000; null for any. More wait, and none is refused",
  ),
};

/** Limits that hold for every caller, as an admin sets them. */
export const Limits = closed(limits);
export type Limits = Static<typeof Limits>;

/** A change of some limits; those that it does not name stay as they are. */
export const ChangeLimits = Type.Partial(Limits, { additionalProperties: false, minProperties: 1 });
export type ChangeLimits = Static<typeof ChangeLimits>;

/** Owners that a report lists at most: enough to see whom a limit concerns. */
export const maxOwnersAtWork = 20;

/** What runs and waits now, by owner: what a limit of owners would be about. */
export const LimitsReport = closed({
  owners: Type.Array(
    closed({
      owner: Type.String({ description: "Id of the user" }),
      running: Type.Integer({ minimum: 0, description: "Jobs of it that run" }),
      waiting: Type.Integer({
        minimum: 0,
        description: "Jobs of it that are held, since as many run as may",
      }),
    }),
    { maxItems: maxOwnersAtWork, description: "Those with most running jobs first" },
  ),
  more: Type.Boolean({
    description: "Whether there are more owners, or more jobs than were looked at",
  }),
});
export type LimitsReport = Static<typeof LimitsReport>;

/** The limits where nobody has set any. */
export const limitDefaults: Limits = {
  requestsPerMinute: null,
  submitsPerMinute: null,
  subscriptionsPerMinute: null,
  signInsPerMinute: 10,
  activeJobsPerOwner: null,
};
