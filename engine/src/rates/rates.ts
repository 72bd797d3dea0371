import type { Limit, Limits } from "@formwork/contracts/limits";
import type { Quota } from "../runtime/quota.ts";
import type { Subject } from "./subject.ts";

/** What a call takes, and from whose bucket. */
export type Call = {
  limit: Limit;
  subject: Subject;
  /**
   * Tokens to take; 1 when absent, 0 to ask whether one is there. More than one are taken where one
   * is there; those that are lacking are owed.
   */
  count?: number;
};

/** Limits by the minute, which hold over all processes. */
export type Rates = {
  /**
   * Takes tokens. Returns what is left; null where there is no such limit. `too-many-requests`,
   * with the quota.
   */
  take: (call: Call) => Promise<Quota | null>;
  /** Takes tokens for what is done already: those that are lacking are owed. */
  owe: (call: Call) => Promise<void>;
  /** Puts one token back. */
  putBack: (call: Call) => Promise<void>;
  /** Makes changed limits hold in this process at once; others look within a second. */
  learn: (limits: Limits) => void;
  stop: () => Promise<void>;
};
