/** A token of JSON text; `at` is its offset, `word` is true, false or null. */
export type JsonToken = {
  at: number;
  kind: "key" | "string" | "number" | "word" | "punctuation";
  text: string;
};

const pattern =
  /("(?:\\.|[^"\\])*")(?=\s*:)|("(?:\\.|[^"\\])*")|(-?\d[\d.eE+-]*)|(true|false|null)|([^"\d\-tfn]+|.)/g;
const kinds = ["key", "string", "number", "word", "punctuation"] as const;

/** Splits JSON text into tokens to colour; joined, they are the text again. */
export function jsonTokens(text: string): JsonToken[] {
  return [...text.matchAll(pattern)].map((match) => {
    const index = kinds.findIndex((_kind, group) => match[group + 1] !== undefined);
    return { at: match.index, kind: kinds[index] ?? "punctuation", text: match[0] };
  });
}
