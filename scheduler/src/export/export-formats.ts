import type { Job } from "@formwork/contracts/job";
import type { ExportFormat } from "@formwork/contracts/job-query";
import { csvRecord } from "./csv.ts";
import { jobColumns } from "./job-columns.ts";

/** How an export writes its jobs. */
export type ExportWriter = {
  mediaType: string;
  /** What comes before the first job. */
  head: string;
  job: (job: Job) => string;
  /** The last line of an export that is not complete. */
  fault: (fault: { code: string; detail: string }) => string;
};

/** One writer per format. */
export const exportWriters: Record<ExportFormat, ExportWriter> = {
  csv: {
    mediaType: "text/csv; charset=utf-8; header=present",
    head: csvRecord(Object.keys(jobColumns)),
    job: (job) => csvRecord(Object.values(jobColumns).map((cell) => cell(job))),
    fault: ({ code, detail }) =>
      csvRecord(["ERROR", `The export is incomplete: ${detail} (${code})`]),
  },
  ndjson: {
    mediaType: "application/x-ndjson; charset=utf-8",
    head: "",
    job: (job) => `${JSON.stringify(job)}\n`,
    fault: (error) => `${JSON.stringify({ error })}\n`,
  },
};
