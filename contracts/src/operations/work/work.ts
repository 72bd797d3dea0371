import {
  AppendedLines,
  AppendLines,
  ClaimedJobs,
  ClaimWork,
  FailWork,
  maxResultBody,
  ReleaseWork,
  RenewedLeases,
  RenewLeases,
  ReportProgress,
  SettledWork,
  SucceedWork,
} from "../../work.ts";
import { post } from "../operation.ts";

/** What rows about one attempt share. The job's events record what they change. */
const attempt = {
  tag: "work",
  scope: "work:run",
  // A worker that was refused would lose what it has done.
  limit: null,
  concerns: "lease",
  audit: { unrecorded: "the events of the job record what its worker does" },
  problems: ["lease-lost"],
} as const;

/** Claiming and settling jobs, for workers that are programs of their own in any language. */
export const workOperations = {
  "work.claim": post("/work/claim", {
    ...attempt,
    concerns: "claim",
    limit: "requests",
    waits: true,
    summary: "Claim jobs of `remote` templates, waiting for one if need be",
    body: ClaimWork,
    reply: ClaimedJobs,
    problems: ["too-many-requests"],
  }),
  "work.renew": post("/work/renew", {
    ...attempt,
    summary: "Extend leases before they end; says which are lost, and why",
    body: RenewLeases,
    reply: RenewedLeases,
    problems: [],
  }),
  "work.log": post("/work/log", {
    ...attempt,
    summary: "Append lines to the log; a repetition stores none twice",
    body: AppendLines,
    reply: AppendedLines,
  }),
  "work.progress": post("/work/progress", {
    ...attempt,
    status: 204,
    summary: "Report progress; of several within half a second the last one counts",
    body: ReportProgress,
  }),
  "work.succeed": post("/work/succeed", {
    ...attempt,
    summary: "Settle the attempt as succeeded, with its result",
    bodyLimit: maxResultBody,
    body: SucceedWork,
    reply: SettledWork,
  }),
  "work.fail": post("/work/fail", {
    ...attempt,
    summary: "Settle the attempt as failed; the template's retry rules decide what follows",
    body: FailWork,
    reply: SettledWork,
  }),
  "work.release": post("/work/release", {
    ...attempt,
    summary: "Give the job back unfinished; the attempt does not count",
    body: ReleaseWork,
    reply: SettledWork,
  }),
};
