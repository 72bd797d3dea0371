import { isProblemError } from "@formwork/contracts/client/problem-error";
import { endWith } from "../exit-codes.ts";
import type { Connection } from "./connect.ts";
import { endingOf, type NamedField, problemLines } from "./problem-lines.ts";

/** Runs what calls the server; ends the command with a refusal said in words, and its options. */
export async function sayingProblems<T>(
  connection: Connection,
  run: () => Promise<T>,
  fields: readonly NamedField[] = [],
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isProblemError(error)) throw error;
    return endWith(endingOf(error), problemLines(error, connection, fields).join("\n"));
  }
}
