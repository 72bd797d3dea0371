import type { ConsumeMessage } from "amqplib";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import type { Message } from "./messages.ts";

export type DeadLetters = {
  /** Sends a copy of an unreadable message, once per offset, and logs an error. */
  add: (message: ConsumeMessage, reason: string) => void;
  /** Forgets the offsets sent so far: on a new connection the log may be another one. */
  forgetOffsets: () => void;
};

/** Of a longer message the copy has the beginning, which shows what it is. */
const maxCopyBytes = 64 * 1024;
const maxOffsets = 10_000;

/**
 * Keeps messages of the log that cannot be read, for a person to look at. The code has to do so, as
 * streams have no dead-lettering.
 */
export function createDeadLetters({
  send,
  telemetry,
}: {
  send: (message: Message) => Promise<void>;
  telemetry: Telemetry;
}): DeadLetters {
  const offsets = new Set<string>();

  return {
    add(message, reason) {
      const offset = String(message.properties.headers?.["x-stream-offset"]);
      if (offsets.has(offset)) return;
      offsets.add(offset);
      if (offsets.size > maxOffsets) offsets.clear();
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
    forgetOffsets: () => offsets.clear(),
  };
}

/** Copies a message. Its id is the offset, so that copies of several processes can be matched. */
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
    content: content.subarray(0, maxCopyBytes),
  };
}
