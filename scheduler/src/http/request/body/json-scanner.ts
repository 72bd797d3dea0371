import {
  backslash,
  closeBrace,
  closeBracket,
  comma,
  openBrace,
  openBracket,
  quote,
} from "@formwork/contracts/json/json-token";
import { fail } from "@formwork/engine/errors";

/** A comma or bracket of a list or object that lies directly inside the outermost value. */
export type Mark = { kind: "open" | "close" | "comma"; byte: number; at: number };

const maxDepth = 40;
/** Values of one body: each takes up to a hundred bytes of memory, whatever it takes of the body. */
const maxValues = 1_000_000;

/** Returns true for the mark at which a list begins. */
export function opensList({ kind, byte }: Mark): boolean {
  return kind === "open" && byte === openBracket;
}

/**
 * Scans JSON that arrives in chunks, before anything is built from it. Fails with `bad-request`
 * where it nests deeper than 40, and with `too-large` where it holds more than a million values. `onMark` is called for the commas and brackets at depth 2; `at` is
 * their index in the chunk.
 */
export function createJsonScanner(onMark: (mark: Mark) => void = () => undefined): {
  scan: (chunk: Uint8Array) => void;
} {
  let depth = 0;
  let values = 1;
  let isQuoted = false;
  let isEscaped = false;

  function scan(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (isEscaped) isEscaped = false;
      else if (byte === backslash) isEscaped = isQuoted;
      else if (byte === quote) isQuoted = !isQuoted;
      else if (!isQuoted) visit(byte, at);
    }
  }

  function visit(byte: number, at: number): void {
    if (byte === comma || byte === openBracket || byte === openBrace) countValue();
    if (byte === openBracket || byte === openBrace) {
      depth++;
      if (depth > maxDepth) fail("bad-request", `The body nests deeper than ${maxDepth} levels`);
      if (depth === 2) onMark({ kind: "open", byte, at });
    } else if (byte === closeBracket || byte === closeBrace) {
      if (depth === 2) onMark({ kind: "close", byte, at });
      depth--;
    } else if (byte === comma && depth === 2) onMark({ kind: "comma", byte, at });
  }

  function countValue(): void {
    if (++values > maxValues) fail("too-large", `The body has more than ${maxValues} values`);
  }

  return { scan };
}
