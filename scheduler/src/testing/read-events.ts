/** One server-sent event; a comment is an event with an empty name. */
export type SentEvent = { event: string; id: string | undefined; data: unknown };

/** Splits the text of a stream into its events; `retry` lines are left out. */
export function readEvents(text: string): SentEvent[] {
  const blocks = text.split("\n\n").slice(0, -1);
  return blocks.filter((block) => !block.startsWith("retry:")).map(readEvent);
}

function readEvent(block: string): SentEvent {
  const fields = Object.fromEntries(
    block
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  return {
    event: fields.event ?? "",
    id: fields.id,
    data: fields.data === undefined ? undefined : JSON.parse(fields.data),
  };
}
