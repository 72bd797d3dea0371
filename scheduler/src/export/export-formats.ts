import type { ExportFormat } from "@formwork/contracts/job-query";
import { csvRecord } from "./csv.ts";

/** How an export writes its items. */
export type ExportWriter<Item> = {
  mediaType: string;
  /** What comes before the first item. */
  head: string;
  item: (item: Item) => string;
  /** The last line of an export that is not complete. */
  fault: (fault: { code: string; detail: string }) => string;
};
/** One writer per format. */
export type ExportWriters<Item> = Record<ExportFormat, ExportWriter<Item>>;
/** The columns of an export as CSV, in order. New ones are added at the end. */
export type Columns<Item> = Record<string, (item: Item) => string>;

/** Makes the writers of a kind of items from its columns; a line of NDJSON is the whole item. */
export function exportWriters<Item>(columns: Columns<Item>): ExportWriters<Item> {
  return {
    csv: {
      mediaType: "text/csv; charset=utf-8; header=present",
      head: csvRecord(Object.keys(columns)),
      item: (item) => csvRecord(Object.values(columns).map((cell) => cell(item))),
      fault: ({ code, detail }) =>
        csvRecord(["ERROR", `The export is incomplete: ${detail} (${code})`]),
    },
    ndjson: {
      mediaType: "application/x-ndjson; charset=utf-8",
      head: "",
      item: (item) => `${JSON.stringify(item)}\n`,
      fault: (error) => `${JSON.stringify({ error })}\n`,
    },
  };
}
