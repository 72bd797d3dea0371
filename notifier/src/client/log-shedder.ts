import type { LogPush } from "@formwork/contracts/event";
import { encodePacket, type Packet } from "../log/packet.ts";

export type LogShedder = {
  push: (push: LogPush, packet: Packet) => void;
  /** Tells the socket what it did not get. */
  mark: () => void;
};

/**
 * Sends log lines while the socket can take them and leaves them out when it cannot: they can be
 * read again over HTTP, where lifecycle events cannot. The mark is a push without lines, whose
 * `offset` says up to where lines were left out.
 */
export function createLogShedder({ offer }: { offer: (packet: Packet) => boolean }): LogShedder {
  const shed = new Map<string, LogPush>();
  return {
    push(push, packet) {
      if (shed.size > 0 || !offer(packet)) shed.set(push.jobId, { ...push, lines: [] });
    },
    mark() {
      for (const [jobId, push] of shed) {
        if (!offer(encodePacket("log", push))) return;
        shed.delete(jobId);
      }
    },
  };
}
