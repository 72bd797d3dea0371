import type { FieldError } from "@formwork/contracts/problem";
import type { Run } from "@formwork/contracts/run";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { optionPath, wordsOf } from "@formwork/contracts/text/arguments";

/**
 * Returns a fault for each field of a payload that a program would read as an option. A worker
 * refuses these as well; told here, it is the person at the form who learns of it.
 */
export function optionFaults(run: Run, payload: Record<string, unknown>): FieldError[] {
  if (run.kind !== "command") return [];
  const values = { payload };
  const paths = wordsOf(run.argv, values).flatMap((word) => optionPath(word, values) ?? []);
  return [...new Set(paths)].map((path) => ({
    pointer: path.split(".").reduce(childPointer, ""),
    message: 'must not begin with "-": the program would read it as an option',
    keyword: "option",
  }));
}
