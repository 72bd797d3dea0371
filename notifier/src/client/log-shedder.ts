import type { LogPush } from "@formwork/contracts/live-protocol";
import { encodePacket, type Packet } from "../log/packet.ts";

export type LogShedder = {
  push: (push: LogPush, packet: Packet) => void;
  /** Sends, for each job whose lines were dropped, the offset up to which they are missing. */
  sendMarks: () => void;
};

/**
 * Creates a shedder, which sends log lines while `tryWrite` takes them and drops them otherwise.
 * Clients can read dropped lines over HTTP. A mark is a push without lines whose `offset` is that
 * of the last dropped line.
 */
export function createLogShedder({
  tryWrite,
}: {
  tryWrite: (packet: Packet) => boolean;
}): LogShedder {
  const marks = new Map<string, LogPush>();
  return {
    push(push, packet) {
      if (marks.size > 0 || !tryWrite(packet)) marks.set(push.jobId, { ...push, lines: [] });
    },
    sendMarks() {
      for (const [jobId, mark] of marks) {
        if (!tryWrite(encodePacket("log", mark))) return;
        marks.delete(jobId);
      }
    },
  };
}
