import { randomBytes } from "node:crypto";
import { type FormworkEvent, isJobEvent, routingKey } from "@formwork/contracts/events/events";

/** Events as messages on the broker, and back. See `docs/rabbitmq.md`. */

/** An event as JSON text, with its routing key. */
export type EncodedEvent = { key: string; text: string };
/** A message to publish. `copies`: further routing keys, by the `BCC` header. */
export type Message = {
  id: string;
  key: string;
  copies?: string[];
  headers?: Record<string, string | number>;
  contentType: string;
  content: Buffer;
};

/**
 * Limits of a message with several events. A follower reads a message whole, in one turn of the
 * event loop; the keys have to fit into a header.
 */
const maxEvents = 128;
const maxBatchBytes = 1024 ** 2;
const maxKeys = 128;
/** The limit of AMQP. */
const maxKeyBytes = 255;
/** A longer message was not published by this code, and is not parsed. */
const maxMessageBytes = 16 * 1024 ** 2;
const singleType = "application/cloudevents+json";
const batchType = "application/cloudevents-batch+json";

/** Encodes an event. A routing key beyond the limit of AMQP is cut. */
export function encodeEvent(event: FormworkEvent): EncodedEvent {
  return {
    key: Buffer.from(routingKey(event)).subarray(0, maxKeyBytes).toString(),
    text: JSON.stringify(event),
  };
}

/** Makes one message per event, which every consumer can read. */
export function singleMessages(events: EncodedEvent[]): Message[] {
  return events.map(({ key, text }) => ({
    id: messageId(),
    key,
    contentType: singleType,
    content: Buffer.from(text),
  }));
}

/**
 * Makes as few messages as possible. Each holds a list of events and is routed by the keys of all
 * of them, so that it reaches every queue that is bound for any of them.
 */
export function batchMessages(events: EncodedEvent[]): Message[] {
  const messages: Message[] = [];
  let begin = 0;
  while (begin < events.length) {
    const end = endOfBatch(events, begin);
    messages.push(batchMessage(events.slice(begin, end)));
    begin = end;
  }
  return messages;
}

function endOfBatch(events: EncodedEvent[], begin: number): number {
  const keys = new Set<string>();
  let [end, bytes] = [begin, 0];
  for (; end < events.length && end - begin < maxEvents; end++) {
    const { key, text } = events[end] ?? { key: "", text: "" };
    keys.add(key);
    bytes += text.length;
    if (end > begin && (keys.size > maxKeys || bytes > maxBatchBytes)) break;
  }
  return end;
}

function batchMessage(events: EncodedEvent[]): Message {
  return {
    id: messageId(),
    key: "batch",
    copies: [...new Set(events.map(({ key }) => key))],
    contentType: batchType,
    content: Buffer.from(`[${events.map(({ text }) => text).join(",")}]`),
  };
}

/** Makes a random id for a message, by which a follower tells one log from another. */
export function messageId(): string {
  return randomBytes(6).toString("hex");
}

/**
 * Returns the events in a message's content, in order; undefined in the place of one that is none.
 * Throws for content that is no JSON or too long.
 */
export function readEvents(content: Buffer): (FormworkEvent | undefined)[] {
  if (content.length > maxMessageBytes)
    throw new RangeError(`a message of ${content.length} bytes`);
  const parsed: unknown = JSON.parse(content.toString());
  return (Array.isArray(parsed) ? parsed : [parsed]).map((one: unknown) =>
    isEvent(one) ? one : undefined,
  );
}

/**
 * Returns true for what has the fields that readers use. Its type may be one of a later version.
 */
function isEvent(value: unknown): value is FormworkEvent {
  if (!isRecord(value) || !isRecord(value.data)) return false;
  const envelope = [value.id, value.type, value.subject, value.time].every(
    (text) => typeof text === "string",
  );
  // The envelope is checked at this point; the data of a job event follow.
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
