/** One server-sent event; a comment, which keeps the connection alive, has an empty name. */
export type ServerEvent = { name: string; data: string; id: string | null };

/** Reads the events of a stream of server-sent events as they arrive. */
export async function* readEventStream(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let buffered = "";
  for await (const chunk of body) {
    buffered += decoder.decode(chunk, { stream: true });
    const blocks = buffered.split(/\r?\n\r?\n/);
    buffered = blocks.pop() ?? "";
    for (const block of blocks) yield readEvent(block);
  }
}

/** Reads a body piece by piece; not all browsers iterate over it. */
export async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function readEvent(block: string): ServerEvent {
  const event: ServerEvent = { name: "", data: "", id: null };
  for (const line of block.split(/\r?\n/)) {
    const [, field, value = ""] = /^(\w+): ?(.*)$/s.exec(line) ?? [];
    if (field === "event") event.name = value;
    if (field === "id") event.id = value;
    if (field === "data") event.data += event.data === "" ? value : `\n${value}`;
  }
  return event;
}
