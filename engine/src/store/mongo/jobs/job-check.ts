import type { JobFilter } from "../../job-store.ts";
import { createJobSearch } from "../../search/job-search.ts";
import type { Fixed, StoredStanding } from "../record/documents.ts";
import { payloadHolds } from "./filter.ts";

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
  return ({ _id, error, fixed }) =>
    hasPayload(fixed.payload, payload ?? {}) &&
    hasWords({
      id: _id,
      template: fixed.template,
      texts: [fixed.summary ?? "", ...fixed.tags],
      json: [fixed.payload, error ?? null],
    });
}

function hasPayload(text: string, wanted: Record<string, string>): boolean {
  const entries = Object.entries(wanted);
  if (entries.length === 0) return true;
  const payload: unknown = JSON.parse(text);
  return entries.every(([path, value]) => payloadHolds(payload, path, value));
}
