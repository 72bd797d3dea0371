import { createJobSearch } from "../../../search/job-search.ts";
import { createPayloadHolds } from "../../../search/payload-holds.ts";
import type { JobFilter } from "../../../verbs/job-store.ts";
import type { Fixed, StoredStanding } from "../../record/documents.ts";
import { isAscii } from "./text-pattern.ts";

/** What of a job is checked in this process. */
export type Checked = Pick<StoredStanding, "error"> & {
  _id: string;
  fixed: Pick<Fixed, "template" | "summary" | "tags" | "payload">;
};

/** The fields that are read of a job for it to be checked. */
export const checkedFields = {
  error: 1,
  "fixed.template": 1,
  "fixed.summary": 1,
  "fixed.tags": 1,
  "fixed.payload": 1,
} as const;

/**
 * Returns the function that checks of a job what the conditions of a filter decide only nearly; null
 * where they decide everything.
 */
export function jobCheck(filter: JobFilter): ((job: Checked) => boolean) | null {
  const { payload, words } = filter;
  if (payload === undefined && words === undefined) return null;
  const hasWords = createJobSearch(words ?? []);
  const hasValues = payload === undefined ? () => true : createPayloadHolds(payload);
  return ({ _id, error, fixed }) =>
    hasValues(fixed.payload) &&
    hasWords({
      id: _id,
      template: fixed.template,
      texts: [fixed.summary ?? "", ...fixed.tags],
      json: [fixed.payload, error ?? null],
    });
}

/**
 * Returns the check of jobs that are counted; null where the server counts them. Words of ASCII are
 * left to it, since a check would read every match.
 */
export function countCheck(filter: JobFilter): ((job: Checked) => boolean) | null {
  const { payload, words = [] } = filter;
  return payload === undefined && words.every(({ text }) => isAscii(text))
    ? null
    : jobCheck(filter);
}
