import { roomsOf } from "@formwork/contracts/events/events";
import type { LogEntry } from "@formwork/engine/bus/bus";
import { encodePacket, type Packet } from "./packet.ts";

/** An event of the log with the rooms that receive it and its packet, encoded at the first call. */
export type OutgoingEvent = LogEntry & { rooms: string[]; packet: () => Packet };

/** Creates the outgoing event of an entry of the log. */
export function createOutgoingEvent({ cursor, event }: LogEntry): OutgoingEvent {
  let packet: Packet | undefined;
  return {
    cursor,
    event,
    rooms: roomsOf(event),
    packet() {
      packet ??= encodePacket("event", event, cursor);
      return packet;
    },
  };
}
