import { fail } from "@formwork/engine/errors";

const utf8 = new TextDecoder("utf-8", { fatal: true });
const utf8Part = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Parses a JSON text in UTF-8. Fails with `bad-request`. */
export function parseJson(bytes: Uint8Array): unknown {
  return parse(decode(utf8, bytes));
}

/** Parses a part of a list, between two commas or brackets of it. Fails with `bad-request`. */
export function parseListPart(bytes: Uint8Array): unknown[] {
  // Brackets around it make it a list, whatever it is.
  return parse(`[${decode(utf8Part, bytes)}]`) as unknown[];
}

function decode(decoder: typeof utf8, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return fail("bad-request", "The body is not UTF-8");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(
      "bad-request",
      `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
