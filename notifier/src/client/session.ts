import type { Principal } from "@formwork/contracts/account";
import type { LogPush, SubscribeReply } from "@formwork/contracts/live-protocol";
import { mayJoin, mayReceive, mayReceiveLogs } from "@formwork/contracts/policies/events";
import { seesLess } from "@formwork/contracts/policies/sees-less";
import { createDeliveryCursor } from "../log/delivery-cursor.ts";
import type { EventHistory } from "../log/event-history.ts";
import type { OutgoingEvent } from "../log/outgoing-event.ts";
import type { Packet } from "../log/packet.ts";
import { replay } from "../log/replay.ts";
import type { RoomRegistry } from "../room-registry.ts";
import type { SocketLimits } from "../socket-limits.ts";
import { createLogShedder } from "./log-shedder.ts";
import { type ClientMessage, type Refusal, refuse } from "./parse-message.ts";
import { createSendBuffer, type WritePacket } from "./send-buffer.ts";
import type { TurnScheduler } from "./turn-scheduler.ts";

/** A message about rooms. */
type RoomMessage = Exclude<ClientMessage, { name: "authenticate" }>;
export type Reply = (answer: SubscribeReply | { ok: true }) => void;
/**
 * Why the server closes a socket: `lagged` where it would miss events and has to resume from its
 * cursor, `expired` where its principal may no longer be connected.
 */
export type CloseReason = "lagged" | "expired";

/** One signed-in socket: the rooms it is in, and what it was sent. */
export type Session = {
  principal: () => Principal;
  /** Handles a message. Replies before it sends the events that follow from the message. */
  handle: (message: RoomMessage, reply: Reply) => Promise<void>;
  /** Queues the newest event of the log. Returns false where the socket does not receive it. */
  deliver: (event: OutgoingEvent) => boolean;
  /** Sends log lines, or drops them where the socket does not keep up. */
  deliverLog: (push: LogPush, packet: Packet) => void;
  /** Takes the result of a token check: the principal as it is now, or null for a bad token. */
  updatePrincipal: (principal: Principal | null) => void;
  /** Closes the socket. */
  end: (reason: CloseReason) => void;
  /** Leaves all rooms and drops what is queued. For a socket that is closed. */
  dispose: () => void;
};

type Deps = {
  principal: Principal;
  history: EventHistory;
  registry: RoomRegistry<Session>;
  limits: SocketLimits;
  schedule: TurnScheduler;
  write: WritePacket;
  closeSocket: (reason: CloseReason) => void;
  /** Called when a replay fails. */
  onReplayError: (error: unknown) => void;
};

/** Creates the session of a socket whose handshake succeeded. */
export function createSession({
  principal,
  history,
  registry,
  limits,
  schedule,
  write,
  closeSocket,
  onReplayError,
}: Deps): Session {
  const delivery = createDeliveryCursor(history.recent().head());
  const buffer = createSendBuffer({
    write,
    limits,
    schedule,
    onWritable: () => shedder.sendMarks(),
  });
  const shedder = createLogShedder(buffer);
  let current = principal;
  let isOpen = true;
  let isLive = true;

  const session: Session = {
    principal: () => current,
    handle: (message, reply) =>
      message.name === "subscribe" ? subscribe(message, reply) : unsubscribe(message, reply),
    deliver: (event) => isLive && delivery.advance(event) && send(event),
    deliverLog: (push, packet) =>
      void (mayReceiveLogs(current, push) && shedder.push(push, packet)),
    updatePrincipal(principal) {
      const mayStay =
        principal !== null &&
        delivery.rooms().every((room) => mayJoin(principal, room)) &&
        !seesLess(current, principal);
      if (!mayStay) return end("expired");
      current = principal;
    },
    end,
    dispose,
  };

  async function subscribe(
    { rooms, cursor }: RoomMessage & { name: "subscribe" },
    reply: Reply,
  ): Promise<void> {
    const refusal = refusalOf(rooms);
    if (refusal !== undefined) return reply(refusal);
    const start = await history.locate(cursor);
    if (!isOpen) return;
    if (isLive) delivery.skipTo(history.recent().head());
    // Without a cursor, a room that the socket is in already goes on from where it is.
    join({
      rooms: cursor === undefined ? rooms.filter((room) => !delivery.isIn(room)) : rooms,
      from: start.cursor,
    });
    reply({ ok: true, mode: start.mode, cursor: delivery.position() });
    if (isLive) startReplay();
  }
  async function unsubscribe({ rooms }: RoomMessage, reply: Reply) {
    leave(rooms);
    reply({ ok: true });
  }
  function refusalOf(rooms: string[]): Refusal | undefined {
    if (history.recent().head() === "")
      return refuse("unavailable", "The event log cannot be reached; try again soon");
    if (!rooms.every((room) => mayJoin(current, room)))
      return refuse("forbidden", "You may not listen there");
    const count = new Set([...delivery.rooms(), ...rooms]).size;
    return count > limits.roomsPerSocket
      ? refuse("too-large", `A socket is in ${limits.roomsPerSocket} rooms at most`)
      : undefined;
  }
  function join({ rooms, from }: { rooms: string[]; from: string }) {
    delivery.join({ rooms, from });
    for (const room of rooms) registry.join(room, session);
  }
  function leave(rooms: string[]) {
    delivery.leave(rooms);
    for (const room of rooms) registry.leave(room, session);
  }
  function startReplay() {
    isLive = false;
    const replayed = replay({
      delivery,
      recent: history.recent,
      readOlder: history.readOlder,
      eventsPerPage: limits.eventsPerPage,
      send,
      drained: buffer.drained,
      isOpen: () => isOpen,
      onLive() {
        isLive = true;
      },
    });
    replayed.catch((error) => {
      onReplayError(error);
      end("lagged");
    });
  }
  function send(event: OutgoingEvent): boolean {
    if (!isOpen || !mayReceive(current, event.event)) return false;
    if (!buffer.enqueue(event.packet())) end("lagged");
    return true;
  }
  function end(reason: CloseReason) {
    if (!isOpen) return;
    dispose();
    closeSocket(reason);
  }
  function dispose() {
    isOpen = false;
    leave(delivery.rooms());
    buffer.close();
  }
  return session;
}
