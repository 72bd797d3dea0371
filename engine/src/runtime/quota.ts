import type { Limit } from "@formwork/contracts/limits";

/** What a caller may do of what is limited, as a reply tells it. */
export type Quota = {
  limit: Limit;
  perMinute: number;
  /** Calls that are left now. */
  left: number;
  /** Milliseconds until one more is there. */
  nextMs: number;
};
