/** A part of a normalised error: text of the error, or the name of what differs there. */
export type MessagePart = { text: string; isMark: boolean };

const names: Readonly<Record<string, string>> = { n: "number" };

/** Splits a normalised error at its marks, such as `<n>` and `<host>`. */
export function splitMarks(message: string): MessagePart[] {
  return message
    .split(/(<(?:n|id|text|time|host|path|url|email)>)/)
    .map((part, place) => ({ part, isMark: place % 2 === 1 }))
    .filter(({ part }) => part !== "")
    .map(({ part, isMark }) => ({ text: isMark ? nameOf(part) : part, isMark }));
}

function nameOf(mark: string): string {
  const name = mark.slice(1, -1);
  return names[name] ?? name;
}
