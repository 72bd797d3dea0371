/** A piece of JSON text; `at` is where it starts, `word` is true, false or null. */
export type JsonToken = {
  at: number;
  kind: "key" | "string" | "number" | "word" | "mark";
  text: string;
};

const pattern =
  /("(?:\\.|[^"\\])*")(?=\s*:)|("(?:\\.|[^"\\])*")|(-?\d[\d.eE+-]*)|(true|false|null)|([^"\d\-tfn]+|.)/g;
const kinds = ["key", "string", "number", "word", "mark"] as const;

/** Cuts JSON text into pieces to colour; joined, they are the text again. */
export function jsonTokens(text: string): JsonToken[] {
  return [...text.matchAll(pattern)].map((match) => {
    const index = kinds.findIndex((_kind, place) => match[place + 1] !== undefined);
    return { at: match.index, kind: kinds[index] ?? "mark", text: match[0] };
  });
}
