import { maxJsonFaults } from "@formwork/contracts/json/find-json-faults";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { fail } from "@formwork/engine/errors";
import { createJsonScanner, type Mark, opensList } from "./json-scanner.ts";
import { type BodyFault, parseBytes, parseListPart } from "./parse-bytes.ts";

/** Parses one JSON text that arrives in chunks. Fails with `bad-request`. */
export type JsonReader = {
  write: (chunk: Buffer) => void;
  /** Returns the value of the whole text, and what of it is not exactly what was sent. */
  end: () => ReadBody;
};

export type ReadBody = { value: unknown; faults: BodyFault[] };

/** A list directly inside the outermost value; pointers of its faults start below it. */
type List = { items: unknown[]; faults: BodyFault[] };

/**
 * Parses the lists directly inside the outermost value in portions of about `portionBytes` while
 * the text arrives: the text is never held whole, and the event loop is blocked for one portion
 * only. The frame around the lists, with its number in place of each, is parsed at the end. Fails
 * with `too-large` where the frame or an item is longer than `maxPartBytes`, or a list
 * has more than `maxItems`.
 */
export function createJsonReader({
  portionBytes = 256 * 1024,
  maxPartBytes = Number.POSITIVE_INFINITY,
  maxItems = Number.POSITIVE_INFINITY,
} = {}): JsonReader {
  const scanner = createJsonScanner(visit);
  const lists: List[] = [];
  const frame: Buffer[] = [];
  let list: List | null = null;
  let frameLength = 0;
  let portion: Buffer[] = [];
  let portionLength = 0;
  let chunk: Buffer = Buffer.alloc(0);
  /** Index in the chunk from which on nothing is kept yet. */
  let start = 0;

  function write(next: Buffer): void {
    chunk = next;
    start = 0;
    scanner.scan(next);
    keepUntil(next.length);
  }

  function visit(mark: Mark): void {
    const { kind, at } = mark;
    if (opensList(mark)) {
      keepUntil(at + 1);
      list = openList();
    } else if (list !== null && kind === "close") {
      keepUntil(at);
      addPortion(list, { isLast: true });
      list = null;
    } else if (list !== null && kind === "comma" && portionLength + at - start >= portionBytes) {
      keepUntil(at);
      start = at + 1;
      addPortion(list, { isLast: false });
    }
  }

  function keepUntil(end: number): void {
    const part = chunk.subarray(start, end);
    start = end;
    if (list === null) {
      frame.push(part);
      frameLength += part.length;
      if (frameLength > maxPartBytes) refusePart("What is around the list");
    } else {
      portion.push(part);
      portionLength += part.length;
      if (portionLength > portionBytes + maxPartBytes) refusePart("An item of the list");
    }
  }

  function refusePart(what: string): never {
    return fail("too-large", `${what} is longer than ${maxPartBytes} bytes`);
  }

  function openList(): List {
    frame.push(Buffer.from(String(lists.length)));
    const opened: List = { items: [], faults: [] };
    lists.push(opened);
    return opened;
  }

  function addPortion(to: List, { isLast }: { isLast: boolean }): void {
    const { value: items, faults } = parseListPart(Buffer.concat(portion));
    portion = [];
    portionLength = 0;
    // Between two commas there is an item; only a list without any comma may be empty.
    if (items.length === 0 && !(isLast && to.items.length === 0))
      fail("bad-request", "The body is not JSON: an item of a list is missing");
    const start = to.items.length;
    for (const fault of faults)
      to.faults.push({ ...fault, pointer: movedBy(start, fault.pointer) });
    if (to.faults.length > maxJsonFaults)
      fail("invalid-request", "More numbers and keys of the body cannot be kept than are listed");
    if (start + items.length > maxItems)
      fail("too-large", `A list of the body has more than ${maxItems} items`);
    for (const item of items) to.items.push(item);
  }

  function end(): ReadBody {
    const { value, faults } = parseBytes(Buffer.concat(frame));
    if (typeof value !== "object" || value === null) return { value, faults };
    const all: BodyFault[] = [...faults];
    for (const [key, inner] of Object.entries(value)) {
      // Every list at this depth was replaced by its number.
      const filled = Array.isArray(inner) ? lists[inner[0]] : undefined;
      if (filled === undefined) continue;
      for (const fault of filled.faults)
        all.push({ ...fault, pointer: childPointer("", key) + fault.pointer });
      Object.assign(value, { [key]: filled.items });
    }
    return { value, faults: all };
  }

  return { write, end };
}

/** Returns a pointer whose first key, the index of an item, counts from `start`. */
function movedBy(start: number, pointer: string): string {
  return pointer.replace(/\d+/, (index) => String(Number(index) + start));
}
