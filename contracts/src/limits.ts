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

/** The limits where nobody has set any. */
export const limitDefaults: Limits = { activeJobsPerOwner: null };
