import type { Progress } from "@formwork/contracts/job";
import type {
  AppendLines,
  ClaimedJobs,
  FailWork,
  RenewedLease,
  SettledWork,
} from "@formwork/contracts/work";
import type { ClaimWish } from "./claim/claim-line.ts";

/**
 * The verbs of remote workers. `lease` is the lease token that the claim returned. Reports about an
 * attempt whose lease is lost fail with `lease-lost`.
 */
export type RemoteWork = {
  /** Claims jobs of `remote` templates; waits for one if need be. */
  claim: (wish: ClaimWish) => Promise<ClaimedJobs>;
  /** Extends leases; says of each whether it is held, and why not. */
  renew: (params: { leases: string[] }) => Promise<RenewedLease[]>;
  /** Appends the lines that are not stored yet. */
  log: (params: AppendLines) => Promise<{ next: number; full: boolean }>;
  progress: (params: { lease: string } & Progress) => Promise<void>;
  /** Settles an attempt. The same once more gets the same answer. */
  succeed: (params: { lease: string; result?: unknown }) => Promise<SettledWork>;
  fail: (params: FailWork) => Promise<SettledWork>;
  release: (params: { lease: string }) => Promise<SettledWork>;
};
