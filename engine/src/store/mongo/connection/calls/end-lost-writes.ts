import { createRequire } from "node:module";
import type { Socket } from "node:net";

/** What is used here of the driver's connections, which it does not export. */
type DriverConnection = {
  readonly closed: boolean;
  readonly socket: Socket;
  cleanup: (error: Error) => void;
};

const fromHere = createRequire(import.meta.url);
// The driver that mongoose uses, where an installation has several.
const fromMongoose = createRequire(fromHere.resolve("mongoose"));
let isDone = false;

/**
 * Makes the driver end a write whose connection is closed before all of it is sent. Driver 7.5 waits
 * for `drain` of the socket then, which never comes: the call has no answer, and its connection never
 * goes back into the pool, so that after some such calls a process reaches its database no more. A
 * write of more than the system takes at once, to a server that does not read, is enough.
 */
export function endLostWrites(): void {
  if (isDone) return;
  isDone = true;
  const { prototype } = driverConnections();
  const { cleanup } = prototype;
  prototype.cleanup = function (this: DriverConnection, error) {
    if (this.closed) return;
    cleanup.call(this, error);
    // The driver hears it where it waits for `drain`; the connection itself is closed already.
    this.socket.emit("error", error);
  };
}

function driverConnections(): { prototype: DriverConnection } {
  // Its file has no types; `end-lost-writes.test.ts` shows that it is as it is used here.
  return fromMongoose("mongodb/lib/cmap/connection.js").Connection;
}
