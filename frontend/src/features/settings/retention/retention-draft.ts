import { type Retention, retentionDefaults } from "@formwork/contracts/retention";
import { durationOf, faultOf, type KeptFor, keptForOf } from "./kept-for.ts";

/** What the page shows and lets change, in its order. */
export const keptThings = [
  { name: "succeeded", label: "Succeeded jobs", hint: "" },
  { name: "failed", label: "Failed jobs", hint: "Dead letters too, dismissed or not" },
  { name: "cancelled", label: "Cancelled jobs", hint: "" },
  { name: "logs", label: "Logs", hint: "The job stays when its log is removed" },
  { name: "audit", label: "Audit log", hint: "At least 7 days" },
] as const satisfies readonly { name: keyof Retention; label: string; hint: string }[];

/** A retention as it stands in the controls. */
export type RetentionDraft = Record<keyof Retention, KeptFor>;

/** Returns what the controls show of a retention. */
export function draftOf(retention: Retention): RetentionDraft {
  const { succeeded, failed, cancelled, logs, audit = retentionDefaults.audit } = retention;
  return {
    succeeded: keptForOf(succeeded),
    failed: keptForOf(failed),
    cancelled: keptForOf(cancelled),
    logs: keptForOf(logs),
    audit: keptForOf(audit),
  };
}

/** Returns the retention that the controls say; null where one of them has a fault. */
export function retentionOf(draft: RetentionDraft): Retention | null {
  if (Object.values(draft).some((kept) => faultOf(kept) !== undefined)) return null;
  const { succeeded, failed, cancelled, logs, audit } = draft;
  return {
    succeeded: durationOf(succeeded),
    failed: durationOf(failed),
    cancelled: durationOf(cancelled),
    logs: durationOf(logs),
    audit: durationOf(audit),
  };
}

/** Returns true when two retentions keep everything for the same time. */
export function isSame(one: Retention, other: Retention): boolean {
  return JSON.stringify(draftOf(one)) === JSON.stringify(draftOf(other));
}
