import { expect } from "chai";
import fc from "fast-check";
import { readEventStream, type ServerEvent } from "./read-event-stream.ts";

async function* chunksOf(text: string, sizes: number[]): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let start = 0, turn = 0; start < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

async function read(text: string, sizes = [1000]): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readEventStream(chunksOf(text, sizes))) events.push(event);
  return events;
}

describe("a stream of server-sent events", () => {
  it("has events with names and data, and comments without", async () => {
    const text =
      'retry: 2000\n\nid: 3\nevent: log\ndata: {"a":1}\n\n: still here\n\nevent: end\ndata: x\n\n';
    expect(await read(text)).to.deep.equal([
      { name: "", data: "", id: null },
      { name: "log", data: '{"a":1}', id: "3" },
      { name: "", data: "", id: null },
      { name: "end", data: "x", id: null },
    ]);
  });

  it("leaves out an event that was cut off, and joins the lines of data", async () => {
    expect(await read("event: a\ndata: 1\ndata: 2\n\nevent: b\ndata: 3\n")).to.deep.equal([
      { name: "a", data: "1\n2", id: null },
    ]);
  });

  it("keeps the line separators of Unicode, which end no line", async () => {
    for (const separator of ["\u2028", "\u2029", "\u0085", "\v", "\f"]) {
      const data = `a${separator}b`;
      expect(await read(`event: log\ndata: ${data}\n\n`)).to.deep.equal([
        { name: "log", data, id: null },
      ]);
    }
  });

  it("is read alike however it is cut into chunks", async () => {
    const texts = fc.array(fc.string({ unit: "grapheme" }), { maxLength: 5 });
    const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(texts, sizes, async (values, cuts) => {
        const stream = values
          .map((value) => `event: log\ndata: ${JSON.stringify(value)}\n\n`)
          .join("");
        const events = await read(stream, cuts);
        expect(events.map(({ data }) => JSON.parse(data))).to.deep.equal(values);
      }),
    );
  });
});
