import { randomBytes } from "node:crypto";
import { type FormworkEvent, isJobEvent, routingKey } from "@formwork/contracts/event";

/** Events as messages on the broker, and back. See `docs/rabbitmq.md`. */

/** An event as text, with its routing key. */
export type Line = { key: string; text: string };
/** `copies`: further routing keys. */
export type Message = {
  id: string;
  key: string;
  copies?: string[];
  headers?: Record<string, string | number>;
  contentType: string;
  content: Buffer;
};

/**
 * Of one message: bounds that keep a follower's turn short, since it reads a message whole, and the
 * list of keys within what a header holds.
 */
const most = { events: 128, bytes: 1024 ** 2, keys: 128 };
const longestKey = 255;
/** What is longer than this is not of ours. */
const longest = 16 * 1024 ** 2;
const single = "application/cloudevents+json";
const batch = "application/cloudevents-batch+json";

/** Readies an event for the wire. */
export function lineOf(event: FormworkEvent): Line {
  return {
    key: Buffer.from(routingKey(event)).subarray(0, longestKey).toString(),
    text: JSON.stringify(event),
  };
}

/** A message per event: what every consumer understands. */
export function packSingly(lines: Line[]): Message[] {
  return lines.map(({ key, text }) => ({
    id: messageId(),
    key,
    contentType: single,
    content: Buffer.from(text),
  }));
}

/**
 * As few messages as possible: each a list of events, routed by the keys of all of them, so that it
 * reaches whoever wants one of them.
 */
export function packTogether(lines: Line[]): Message[] {
  const messages: Message[] = [];
  let begin = 0;
  while (begin < lines.length) {
    const end = endOfMessage(lines, begin);
    messages.push(together(lines.slice(begin, end)));
    begin = end;
  }
  return messages;
}

function endOfMessage(lines: Line[], begin: number): number {
  const keys = new Set<string>();
  let [end, bytes] = [begin, 0];
  for (; end < lines.length && end - begin < most.events; end++) {
    const { key, text } = lines[end] ?? { key: "", text: "" };
    keys.add(key);
    bytes += text.length;
    if (end > begin && (keys.size > most.keys || bytes > most.bytes)) break;
  }
  return end;
}

function together(lines: Line[]): Message {
  const content = Buffer.from(`[${lines.map(({ text }) => text).join(",")}]`);
  return {
    id: messageId(),
    key: "batch",
    copies: [...new Set(lines.map(({ key }) => key))],
    contentType: batch,
    content,
  };
}

/** An id for a message: enough to tell logs apart. */
export function messageId(): string {
  return randomBytes(6).toString("hex");
}

/**
 * The events in a message's content, in order; `undefined` in the place of one that is none. Throws
 * for what cannot be read at all.
 */
export function readEvents(content: Buffer): (FormworkEvent | undefined)[] {
  if (content.length > longest) throw new RangeError(`a message of ${content.length} bytes`);
  const parsed: unknown = JSON.parse(content.toString());
  return (Array.isArray(parsed) ? parsed : [parsed]).map((one: unknown) =>
    isEvent(one) ? one : undefined,
  );
}

/** Whether it has what readers rely on. The type may be one of a later version. */
function isEvent(value: unknown): value is FormworkEvent {
  if (!isRecord(value) || !isRecord(value.data)) return false;
  const envelope = [value.id, value.type, value.subject, value.time].every(
    (text) => typeof text === "string",
  );
  // The envelope has just been seen; the rest of an event of a job is looked at next.
  return envelope && (!isJobEvent(value as FormworkEvent) || isJob(value.data));
}

function isJob({ template, seq, state }: Record<string, unknown>): boolean {
  return (
    isRecord(template) &&
    typeof template.name === "string" &&
    typeof seq === "number" &&
    typeof state === "string"
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
