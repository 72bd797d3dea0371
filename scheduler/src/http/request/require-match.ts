import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { problems } from "@formwork/contracts/problem";
import { DomainError, fail } from "@formwork/engine/errors";
import { entityTag, isAsExpected } from "../reply/entity-tag.ts";
import type { ParsedInput } from "./input-parser.ts";

type Conditions = Record<string, string | undefined>;
/** Reads what the write would replace, as the operation that the row names. */
type Read = (input: ParsedInput) => Promise<unknown>;

/**
 * Refuses a write where what it would replace is not as its caller expects. Returns what the write has
 * to compare again when it stores, so that of two at the same moment one passes: what was read, null
 * for nothing, or undefined where the caller names no state.
 */
export async function requireMatch(
  row: Operation,
  input: ParsedInput,
  read: Read,
): Promise<unknown> {
  if (row.matches === undefined) return undefined;
  // The schema of the headers says what they are.
  const conditions = Object(input.headers) as Conditions;
  if (conditions["if-match"] === undefined && conditions["if-none-match"] === undefined)
    return undefined;
  const { version = [] }: Operation = operations[row.matches];
  const current = await read({ ...input, query: {}, body: undefined }).catch(nothing);
  const tag = current === null ? null : entityTag(version, current);
  if (isAsExpected(tag, conditions)) return isNamed(conditions) ? current : undefined;
  return fail(
    "not-as-expected",
    tag === null ? "There is nothing to replace" : `It is ${tag} now; read it again`,
  );
}

/** Whether the conditions hold for one state alone: a tag, or that nothing is there. */
function isNamed({ "if-match": match, "if-none-match": noneMatch }: Conditions): boolean {
  return (match !== undefined && match.trim() !== "*") || noneMatch?.trim() === "*";
}

function nothing(error: unknown): null {
  if (error instanceof DomainError && problems[error.code].status === 404) return null;
  throw error;
}
