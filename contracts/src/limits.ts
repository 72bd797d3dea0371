import { type Static, Type } from "typebox";
import { closed, nullable } from "./shapes.ts";

/** Limits that hold for every caller, as an admin sets them. */
export const Limits = closed({
  activeJobsPerOwner: nullable(
    Type.Integer({ minimum: 1, maximum: 10_000 }),
    "How many jobs of one user or key run at once at most, from 1 to 10,000; null for any. More wait, and none is refused",
  ),
});
export type Limits = Static<typeof Limits>;

/** Owners that a report lists at most: enough to see whom a limit concerns. */
export const maxOwnersAtWork = 20;

/** What runs and waits now, by owner: what a limit of owners would be about. */
export const LimitsReport = closed({
  owners: Type.Array(
    closed({
      owner: Type.String({ description: "Id of the user or key" }),
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
export const limitDefaults: Limits = { activeJobsPerOwner: null };
