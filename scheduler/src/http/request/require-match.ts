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
 * Refuses a write where what it would replace is not as its caller expects. It is read just before the
 * write: of two that come within a moment, both may pass.
 */
export async function requireMatch(row: Operation, input: ParsedInput, read: Read): Promise<void> {
  if (row.matches === undefined) return;
  // The schema of the headers says what they are.
  const conditions = Object(input.headers) as Conditions;
  if (conditions["if-match"] === undefined && conditions["if-none-match"] === undefined) return;
  const { version = [] }: Operation = operations[row.matches];
  const current = await read({ ...input, query: {}, body: undefined }).catch(nothing);
  const tag = current === null ? null : entityTag(version, current);
  if (isAsExpected(tag, conditions)) return;
  fail(
    "not-as-expected",
    tag === null ? "There is nothing to replace" : `It is ${tag} now; read it again`,
  );
}

function nothing(error: unknown): null {
  if (error instanceof DomainError && problems[error.code].status === 404) return null;
  throw error;
}
