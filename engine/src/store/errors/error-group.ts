import { createHash } from "node:crypto";
import type { JobError } from "@formwork/contracts/job";
import { normaliseError } from "./normalise-error.ts";

/**
 * The group of a failed job, as stores keep it: its template and a hash of its normalised error,
 * behind `~` once the job is dismissed. So each index by group has the open jobs in one range, and
 * those of a template side by side.
 */

/** Bytes of the hash: enough that two errors of a template do not meet by chance. */
const hashBytes = 8;
const dismissedMark = "~";

/** Returns the hash that errors of one kind share: by their normalised message and their reason. */
export function errorHash({ message, reason }: JobError): string {
  const hash = createHash("sha256").update(JSON.stringify([reason, normaliseError(message)]));
  return hash.digest("hex").slice(0, 2 * hashBytes);
}

/** Returns the group of a failed job that is not dismissed; this is also its key on the wire. */
export function openGroup(template: string, hash: string): string {
  return `${template}:${hash}`;
}

/** Returns the group of the same job once it is dismissed. */
export function dismissedGroup(group: string): string {
  return group.startsWith(dismissedMark) ? group : dismissedMark + group;
}

/** Returns the key of a group, open or dismissed. */
export function keyOfGroup(group: string): string {
  return group.startsWith(dismissedMark) ? group.slice(dismissedMark.length) : group;
}

/** Returns the template of a group. */
export function templateOfGroup(group: string): string {
  const key = keyOfGroup(group);
  return key.slice(0, key.lastIndexOf(":"));
}

/** The groups of jobs that are open, or dismissed: from `from` on, and before `to`. */
export function groupRange(isDismissed: boolean): { from: string; to: string } {
  return isDismissed ? { from: dismissedMark, to: "\u007f" } : { from: "0", to: dismissedMark };
}
