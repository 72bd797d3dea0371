import type { Limits } from "../limits.ts";
import type { Packet } from "../log/packet.ts";
import type { Rota } from "./rota.ts";

/**
 * What an outlet needs of a connection: `sent` is called when the packet has left for the network.
 */
export type Write = (packet: Packet, sent: () => void) => void;

export type Outlet = {
  /** Takes a packet that has to arrive; it waits for its turn. False when too many wait. */
  push: (packet: Packet) => boolean;
  /** Takes a packet that may be left out: false while the connection is behind. */
  offer: (packet: Packet) => boolean;
  /** Resolves when nothing waits. */
  drained: () => Promise<void>;
  /** Lets everything go. */
  close: () => void;
};

type Deps = {
  write: Write;
  limits: Pick<Limits, "unsentPackets" | "unsentBytes" | "waitingEvents">;
  /** Gives what waits its turn. */
  rota: Rota;
  /** Called when the connection can take more. */
  onRoom: () => void;
};

/**
 * Paces what goes out to one connection (P6). Socket.IO would buffer without limit for a reader
 * that stalls; here the connection holds so much and no more, and the rest waits outside, where it
 * is shared with the other sockets.
 */
export function createOutlet({ write, limits, rota, onRoom }: Deps): Outlet {
  let waiting: Packet[] = [];
  let resolvers: (() => void)[] = [];
  let unsent = { packets: 0, bytes: 0 };

  const hasRoom = () => unsent.packets < limits.unsentPackets && unsent.bytes < limits.unsentBytes;
  const isAhead = () => waiting.length === 0 && hasRoom();

  function send(packet: Packet) {
    const { bytes } = packet;
    unsent = { packets: unsent.packets + 1, bytes: unsent.bytes + bytes };
    write(packet, () => {
      unsent = { packets: unsent.packets - 1, bytes: unsent.bytes - bytes };
      sendWaiting();
    });
  }
  function sendWaiting() {
    let taken = 0;
    for (const packet of waiting) {
      if (!hasRoom()) break;
      taken += 1;
      send(packet);
    }
    waiting.splice(0, taken);
    if (isAhead()) relieve();
  }
  function relieve() {
    onRoom();
    const resolve = resolvers;
    resolvers = [];
    for (const one of resolve) one();
  }
  return {
    push(packet) {
      if (waiting.push(packet) === 1) rota(sendWaiting);
      return waiting.length <= limits.waitingEvents;
    },
    offer(packet) {
      if (!isAhead()) return false;
      send(packet);
      return true;
    },
    drained: () =>
      waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => resolvers.push(resolve)),
    close() {
      waiting = [];
      relieve();
    },
  };
}
