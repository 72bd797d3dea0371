import { roomsOf } from "@formwork/contracts/events/events";
import type { LogEntry } from "@formwork/engine/bus/bus";
import { encodePacket, type Packet } from "./packet.ts";

/** An event of the log, with the rooms that receive it. */
export type OutgoingEvent = LogEntry & {
  rooms: string[];
  /** Returns its packet, which is encoded at the first call. */
  packet: () => Packet;
  /**
   * Forgets its packet, once it is queued for all sockets: thousands of recent events are kept for
   * replays, most of which nobody asks for.
   */
  forgetPacket: () => void;
};

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
    forgetPacket() {
      packet = undefined;
    },
  };
}
