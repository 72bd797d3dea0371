import type { JsonFault } from "@formwork/contracts/json/find-json-faults";
import { type ParsedJson, parseJson } from "@formwork/contracts/json/parse-json";
import { fail } from "@formwork/engine/errors";

/** A place in a body whose value is not exactly what was sent. */
export type BodyFault = Pick<JsonFault, "pointer" | "message" | "keyword">;

const utf8 = new TextDecoder("utf-8", { fatal: true });
const utf8Part = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Parses a JSON text in UTF-8. Fails with `bad-request`. */
export function parseBytes(bytes: Uint8Array): ParsedJson {
  return parse(decode(utf8, bytes));
}

/** Parses a part of a list, between two commas or brackets of it. Fails with `bad-request`. */
export function parseListPart(bytes: Uint8Array): ParsedJson & { value: unknown[] } {
  // Brackets around it make it a list, whatever it is.
  return parse(`[${decode(utf8Part, bytes)}]`) as ParsedJson & { value: unknown[] };
}

function decode(decoder: typeof utf8, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return fail("bad-request", "The body is not UTF-8");
  }
}

function parse(text: string): ParsedJson {
  try {
    return parseJson(text);
  } catch (error) {
    return fail(
      "bad-request",
      `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
