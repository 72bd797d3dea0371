import type { JobAction, JobActionProgress } from "@formwork/contracts/job-action";
import { isoTime } from "../store/iso-time.ts";
import type { ActionRow } from "./action-tables.ts";

/** Returns an action as the API shows it. */
export function presentAction(row: ActionRow): JobAction {
  return { ...progressOf(row), filter: row.filter };
}

/** Returns how far an action has come, without its filter, which may be long. */
export function progressOf(row: ActionRow): JobActionProgress {
  const { id, action, state, total, done, failed, reasons, perMinute } = row;
  const { createdBy, createdAt, stoppedBy, finishedAt, error } = row;
  return {
    ...{ id, action, state, total, done, failed, reasons, perMinute, createdBy, stoppedBy, error },
    createdAt: isoTime(createdAt),
    finishedAt: finishedAt === null ? null : isoTime(finishedAt),
  };
}
