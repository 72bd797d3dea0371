import { isUtf8 } from "node:buffer";
import { faultInLine, parseJson } from "@formwork/contracts/json/parse-json";
import { sizeOfResult } from "@formwork/engine/work/attempt-limits";

/**
 * A body as part of a result: its JSON value, its text, or in Base64 what is no text. Null where
 * that would not fit into a result.
 */
export type ShownBody = { body: unknown; bodyEncoding?: "base64" | "omitted"; bodyBytes?: number };

/** `json` is what the template's expectation is compared with; `note` says what is unusual. */
export type ParsedBody = { shown: ShownBody; json: unknown; note: string | null };

/** Returns the body of an answer, as the first of its forms that has at most `maxSize` bytes of JSON. */
export function parseBody(bytes: Buffer, contentType = "", maxSize: number): ParsedBody {
  const text = textOf(bytes, contentType);
  const parsed = text === null ? noJson : jsonOf(text, contentType);
  const forms: ShownBody[] = [
    ...(parsed.isExact ? [{ body: parsed.value }] : []),
    ...(text === null ? [] : [{ body: text }]),
    { body: bytes.toString("base64"), bodyEncoding: "base64", bodyBytes: bytes.length },
  ];
  const shown = forms.find((form) => (sizeOfResult(form) ?? 0) <= maxSize) ?? {
    ...{ body: null, bodyEncoding: "omitted", bodyBytes: bytes.length },
  };
  return { shown, json: parsed.value ?? text, note: parsed.note ?? noteOf(shown, contentType) };
}

function noteOf({ bodyEncoding, bodyBytes }: ShownBody, contentType: string): string | null {
  const what = `${bodyBytes} bytes of ${contentType === "" ? "an unknown type" : contentType}`;
  if (bodyEncoding === "base64") return `The answer is no text and is kept as Base64: ${what}`;
  if (bodyEncoding === "omitted")
    return `The answer is left out of the result, since it would be too large there: ${what}`;
  return null;
}

type ParsedJson = { value: unknown; isExact: boolean; note: string | null };
const noJson: ParsedJson = { value: undefined, isExact: false, note: null };

/** Parses a text whose type is JSON; one of which a value would be changed is kept as its text. */
function jsonOf(text: string, contentType: string): ParsedJson {
  if (!/[/+]json\b/i.test(contentType)) return noJson;
  try {
    const { value, faults } = parseJson(text);
    const [first] = faults;
    if (first === undefined) return { value, isExact: true, note: null };
    const note = `The answer is kept as its text, since a value would change: ${faultInLine(first)}`;
    return { value, isExact: false, note };
  } catch {
    return noJson;
  }
}

/** Text is what its type says or what is valid UTF-8 without NUL; anything else has no text. */
function textOf(bytes: Buffer, contentType: string): string | null {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1];
  const decoder = charset === undefined ? undefined : decoderOf(charset);
  try {
    if (decoder !== undefined) return decoder.decode(bytes);
  } catch {
    return null;
  }
  if (isUtf8(bytes) && !bytes.includes(0)) return new TextDecoder().decode(bytes);
  // What is left of `text/…` is in one byte a character, each of which has its own.
  return /^text\//i.test(contentType) && !bytes.includes(0)
    ? new TextDecoder("windows-1252").decode(bytes)
    : null;
}

function decoderOf(charset: string) {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return undefined;
  }
}
