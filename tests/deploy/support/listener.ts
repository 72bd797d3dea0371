import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { LogPush, SubscribeReply } from "@formwork/contracts/live-protocol";
import { io } from "socket.io-client";

/** A program that follows all jobs over Socket.IO, and keeps what it was told. */
export type Listener = { events: FormworkEvent[]; logs: LogPush[]; stop: () => void };

/**
 * Connects as a program does, by token, and subscribes to rooms. Comes back after a cut, to the
 * place where it was.
 */
export async function startListener({
  url,
  token,
  rooms,
}: {
  url: string;
  token: string;
  rooms: string[];
}): Promise<Listener> {
  const socket = io(url, {
    path: "/socket.io",
    transports: ["websocket"],
    auth: { token },
    forceNew: true,
  });
  const events: FormworkEvent[] = [];
  const logs: LogPush[] = [];
  let cursor: string | undefined;
  socket.on("event", (event: FormworkEvent, place: string) => {
    cursor = place;
    // A replay may bring an event again.
    if (!events.some(({ id }) => id === event.id)) events.push(event);
  });
  socket.on("log", (push: LogPush) => logs.push(push));
  const subscribed = Promise.withResolvers<void>();
  socket.on("connect", async () => {
    const reply: SubscribeReply = await socket.emitWithAck("subscribe", {
      rooms,
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (!reply.ok) return subscribed.reject(new Error(`refused: ${reply.code}`));
    cursor ??= reply.cursor;
    subscribed.resolve();
  });
  socket.once("connect_error", subscribed.reject);
  await subscribed.promise;
  return { events, logs, stop: () => socket.disconnect() };
}
