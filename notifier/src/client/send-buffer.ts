import type { Packet } from "../log/packet.ts";
import type { SocketLimits } from "../socket-limits.ts";
import type { TurnScheduler } from "./turn-scheduler.ts";

/** Writes a packet to a connection and calls `sent` once the operating system has taken it. */
export type WritePacket = (packet: Packet, sent: () => void) => void;

export type SendBuffer = {
  /** Queues a packet. Returns false when more packets are queued than `waitingEvents`. */
  enqueue: (packet: Packet) => boolean;
  /** Writes a packet at once, or returns false when packets are queued or too many are unsent. */
  tryWrite: (packet: Packet) => boolean;
  /** Resolves when no packet is queued. */
  drained: () => Promise<void>;
  /** Drops what is queued. */
  close: () => void;
};

type Deps = {
  write: WritePacket;
  limits: Pick<SocketLimits, "unsentPackets" | "unsentBytes" | "waitingEvents">;
  /** Schedules the write of what is queued. */
  schedule: TurnScheduler;
  /** Called when `tryWrite` succeeds again. */
  onWritable: () => void;
};

/**
 * Creates the send buffer of one connection. Socket.IO queues without limit for a peer that does
 * not read. Here the connection holds a limited number of unsent packets, and the others wait in a
 * queue of references to packets that all sockets share.
 */
export function createSendBuffer({ write, limits, schedule, onWritable }: Deps): SendBuffer {
  let queue: Packet[] = [];
  let resolvers: (() => void)[] = [];
  let unsentPackets = 0;
  let unsentBytes = 0;

  const hasCapacity = () =>
    unsentPackets < limits.unsentPackets && unsentBytes < limits.unsentBytes;
  const isWritable = () => queue.length === 0 && hasCapacity();

  function send(packet: Packet) {
    unsentPackets += 1;
    unsentBytes += packet.bytes;
    write(packet, () => {
      unsentPackets -= 1;
      unsentBytes -= packet.bytes;
      sendQueued();
    });
  }
  function sendQueued() {
    let taken = 0;
    for (const packet of queue) {
      if (!hasCapacity()) break;
      taken += 1;
      send(packet);
    }
    queue.splice(0, taken);
    if (isWritable()) reportWritable();
  }
  function reportWritable() {
    onWritable();
    const waiting = resolvers;
    resolvers = [];
    for (const resolve of waiting) resolve();
  }
  return {
    enqueue(packet) {
      if (queue.push(packet) === 1) schedule(sendQueued);
      return queue.length <= limits.waitingEvents;
    },
    tryWrite(packet) {
      if (!isWritable()) return false;
      send(packet);
      return true;
    },
    drained: () =>
      queue.length === 0 ? Promise.resolve() : new Promise((resolve) => resolvers.push(resolve)),
    close() {
      queue = [];
      reportWritable();
    },
  };
}
