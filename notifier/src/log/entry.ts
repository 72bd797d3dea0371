import { roomsOf } from "@formwork/contracts/event";
import type { LogEntry } from "@formwork/engine/bus/bus";
import { encodePacket, type Packet } from "./packet.ts";

/**
 * An event on its way to the sockets: with the rooms that hear it, and its packet once somebody
 * needs it.
 */
export type Entry = LogEntry & { rooms: string[]; packet: () => Packet };

/** Readies an event of the log for pushing. */
export function createEntry({ cursor, event }: LogEntry): Entry {
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
