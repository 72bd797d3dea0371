import { findJsonFaults, type JsonFault } from "./find-json-faults.ts";
import { mayHaveFaults } from "./may-have-faults.ts";

/** The value of a JSON text, and every place at which it differs from the text. */
export type ParsedJson = { value: unknown; faults: JsonFault[] };

/** What tools of Windows put before a text. It is no part of the text. */
const byteOrderMark = "\ufeff";

/**
 * Parses JSON that was written outside of Formwork, with a byte-order mark or without. Throws a SyntaxError like `JSON.parse`; what
 * that would change without a word is a fault: a number that cannot be kept exactly and all but the
 * last of a repeated key. Keys that reach a prototype are faults as well. A value with faults must
 * not be used as if it were what was sent.
 */
export function parseJson(given: string): ParsedJson {
  const text = given.startsWith(byteOrderMark) ? given.slice(1) : given;
  const value: unknown = JSON.parse(text);
  return { value, faults: mayHaveFaults(text, value) ? findJsonFaults(text) : [] };
}

/** Writes a fault as a sentence: its pointer, and what is wrong there. */
export function faultInLine({ pointer, message }: Pick<JsonFault, "pointer" | "message">): string {
  return `${pointer === "" ? "The value" : pointer} ${message}`;
}
