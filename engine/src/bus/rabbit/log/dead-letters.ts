import type { ConsumeMessage } from "amqplib";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import type { Message } from "./messages.ts";

export type Parking = {
  /** Sets aside a message that nobody can read, once, and calls for a person. */
  park: (message: ConsumeMessage, reason: string) => void;
  /** Offsets mean something else from now on. */
  forget: () => void;
};

/** Enough to see what it is. */
const parkedBytes = 64 * 1024;
const remembered = 10_000;

/**
 * Keeps what cannot be read for a person to look at. The log cannot do so by itself: a stream has
 * no dead letters.
 */
export function createParking({
  send,
  telemetry,
}: {
  send: (message: Message) => Promise<void>;
  telemetry: Telemetry;
}): Parking {
  const parked = new Set<string>();

  return {
    park(message, reason) {
      const offset = String(message.properties.headers?.["x-stream-offset"]);
      if (parked.has(offset)) return;
      parked.add(offset);
      if (parked.size > remembered) parked.clear();
      telemetry.count("messages_parked_total");
      telemetry.log.error("message.parked", {
        offset,
        reason,
        bytes: message.content.length,
        routingKey: message.fields.routingKey,
      });
      send(copyOf(message, reason, offset)).catch((error) =>
        telemetry.log.warn("message.unparked", { offset, error: String(error) }),
      );
    },
    forget: () => parked.clear(),
  };
}

/** Its id is its place in the log, by which the copies of several processes are told to be one. */
function copyOf(
  { content, fields, properties }: ConsumeMessage,
  reason: string,
  offset: string,
): Message {
  return {
    id: offset,
    key: fields.routingKey,
    headers: { reason, offset, exchange: fields.exchange, bytes: content.length },
    contentType: String(properties.contentType ?? "application/octet-stream"),
    content: content.subarray(0, parkedBytes),
  };
}
