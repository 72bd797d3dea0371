import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { LogPush, SubscribeReply } from "@formwork/contracts/live-protocol";
import { io } from "socket.io-client";

/** A program that follows all jobs over Socket.IO and collects their events. */
export type Listener = { events: FormworkEvent[]; logs: LogPush[]; stop: () => void };

/** Connects by token and subscribes to rooms; reconnects with its cursor after a disconnect. */
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
    // A replay may repeat an event.
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
