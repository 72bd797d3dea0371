import { finalStates } from "@formwork/contracts/states";
import type { mongo } from "mongoose";
import type { JobDocument } from "../record/documents.ts";

/** Selects jobs that have ended. */
export const ended = { $in: [...finalStates] };

/** Selects jobs that ended at least `keepMs` ago. */
export function endedBefore(now: number, keepMs: number): mongo.Filter<JobDocument> {
  return { state: ended, finishedAt: { $lte: new Date(now - keepMs) } };
}
