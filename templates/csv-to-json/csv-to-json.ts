import type { HandlerInput } from "@formwork/contracts/handler";
import type { Column } from "./cast-cell.ts";
import { columnsOf, convertRow, type Fault, type Json } from "./convert-row.ts";
import { readRows, type Source, sizeOf } from "./read-rows.ts";
import { saveJson } from "./save-json.ts";

type Payload = {
  source: Source;
  delimiter: string;
  columns: Column[];
  onFault: "null" | "drop" | "fail";
  maxRows: number;
  saveTo?: string;
};
type Report = {
  count: number;
  dropped: number;
  faultCount: number;
  faults: Fault[];
  rows: Json[];
  savedTo: string | null;
};

/** Faults that the result lists. Further ones are counted only. */
const maxListed = 200;

/** Converts CSV to JSON. Returns the first rows, and the faults with their lines. */
export async function run({
  payload,
  log,
  progress,
  signal,
}: HandlerInput<Payload>): Promise<Report> {
  const size = await sizeOf(payload.source);
  const report: Report = {
    count: 0,
    dropped: 0,
    faultCount: 0,
    faults: [],
    rows: [],
    savedTo: payload.saveTo ?? null,
  };
  const rows = convert(payload, report, signal, (bytes) =>
    progress(Math.min(99, (100 * bytes) / size), `${report.count} rows`),
  );
  await (payload.saveTo === undefined ? drain(rows) : saveJson(payload.saveTo, rows));
  log(`${report.count} rows converted, ${report.dropped} left out, ${report.faultCount} faults`);
  return report;
}

async function* convert(
  payload: Payload,
  report: Report,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): AsyncGenerator<Json> {
  let columns: Column[] | undefined;
  for await (const row of readRows(payload.source, payload.delimiter, signal)) {
    if (columns === undefined) {
      columns = columnsOf(row.cells, payload.columns);
      continue;
    }
    const { json, faults } = convertRow(row, columns);
    addFaults(faults, payload, report);
    if (faults.length > 0 && payload.onFault === "drop") report.dropped += 1;
    else yield addRow(json, payload, report);
    if (report.count % 10_000 === 0) onProgress(row.bytes);
  }
  if (columns === undefined)
    throw new Error("The CSV is empty: its first line has to name the columns");
}

function addFaults(faults: Fault[], { onFault }: Payload, report: Report): void {
  const [first] = faults;
  if (first && onFault === "fail")
    throw new Error(
      `Line ${first.line}, column “${first.column}”: “${first.value}” ${first.message}`,
    );
  report.faultCount += faults.length;
  report.faults.push(...faults.slice(0, maxListed - report.faults.length));
}

function addRow(json: Json, { maxRows }: Payload, report: Report): Json {
  report.count += 1;
  if (report.rows.length < maxRows) report.rows.push(json);
  return json;
}

async function drain(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of rows);
}
