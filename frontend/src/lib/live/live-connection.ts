import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { LogPush, SubscribeReply } from "@formwork/contracts/live-protocol";
import { createEmitter } from "../emitter.ts";
import { createRecentEvents } from "./recent-events.ts";
import { reconnectDelayMs } from "./reconnect-delay.ts";
import { createRoomSubscriptions } from "./room-subscriptions.ts";
import { createSequenceFilter } from "./sequence-filter.ts";

/**
 * The state of the connection. `asOf` is when something last arrived from the server, in ms since
 * the epoch; until something has, when the connection was started; null before that.
 */
export type LiveStatus = { state: "connecting" | "live" | "down"; asOf: number | null };

/** The transport below a live connection; `openSocket` makes one of Socket.IO. */
export type LiveSocket = {
  connect: () => void;
  close: () => void;
  subscribe: (request: { rooms: string[]; cursor?: string }) => Promise<SubscribeReply>;
  unsubscribe: (rooms: string[]) => void;
  /** Shows the next token of the same user, so that the socket outlives the one before. */
  authenticate: (token: string) => void;
};

/** What the transport reports. */
export type LiveHandlers = {
  connected: () => void;
  disconnected: () => void;
  /** Anything arrived, pings included. */
  active: () => void;
  event: (event: FormworkEvent, cursor: string) => void;
  log: (push: LogPush) => void;
  /** The server does not accept the session, or has ended it. */
  unauthorized: () => void;
};

type Deps = {
  openSocket: (handlers: LiveHandlers) => LiveSocket;
  now: () => number;
  random: () => number;
  /** Runs `work` after `ms`; returns the function that cancels it. */
  schedule: (work: () => void, ms: number) => () => void;
};

export type LiveConnection = ReturnType<typeof createLiveConnection>;

/**
 * Creates the one stream of pushed events. It joins rooms, reconnects with the cursor of the last
 * event, and emits each event once and in order per job. `gap` is emitted for a job of which an
 * event was missed, `reset` when any event may have been missed and all data has to be fetched
 * again, `unauthorized` when the user has to sign in.
 */
export function createLiveConnection({ openSocket, now, random, schedule }: Deps) {
  const recentEvents = createRecentEvents();
  const sequence = createSequenceFilter();
  const rooms = createRoomSubscriptions();
  const emitters = {
    status: createEmitter<[]>(),
    event: createEmitter<[FormworkEvent]>(),
    log: createEmitter<[LogPush]>(),
    gap: createEmitter<[jobId: string]>(),
    reset: createEmitter<[]>(),
    unauthorized: createEmitter<[]>(),
  };
  let status: LiveStatus = { state: "connecting", asOf: null };
  let cursor: string | undefined;
  let failures = 0;
  let isStarted = false;
  let isConnected = false;
  let cancelRetry = () => {};

  const socket = openSocket({
    connected,
    disconnected,
    active,
    event: receive,
    log: emitters.log.emit,
    unauthorized: emitters.unauthorized.emit,
  });

  function setState(state: LiveStatus["state"]) {
    status = { state, asOf: state === "live" ? now() : status.asOf };
    emitters.status.emit();
  }

  /** Emits nothing: the page shows `asOf` only while it is disconnected. */
  function active() {
    if (status.state === "live") status.asOf = now();
  }

  function receive(event: FormworkEvent, at: string) {
    cursor = at;
    const check = sequence.check(event);
    if (check === "stale") return;
    recentEvents.add(event);
    emitters.event.emit(event);
    if (check === "gap") emitters.gap.emit(event.subject);
  }

  async function subscribe(wanted: string[], from?: string) {
    const reply = await socket.subscribe({
      rooms: wanted,
      ...(from === undefined ? {} : { cursor: from }),
    });
    if (!reply.ok) return rejectSession();
    const isFirst = cursor === undefined;
    cursor ??= reply.cursor;
    if (reply.mode === "reset") reset(reply.cursor);
    // What the page fetched before it subscribed may lack events since.
    else if (isFirst) emitters.reset.emit();
    rooms.joined(wanted);
  }

  /** Closing leads to `disconnected` and another try; the listener of `unauthorized` ends that. */
  function rejectSession() {
    emitters.unauthorized.emit();
    socket.close();
    throw new Error("The server rejected the subscription");
  }

  function reset(at: string) {
    cursor = at;
    sequence.clear();
    emitters.reset.emit();
  }

  async function connected() {
    isConnected = true;
    try {
      await subscribe(rooms.all(), cursor);
    } catch {
      // The connection was lost before the reply, or the session was rejected: `disconnected`
      // follows and retries.
      return;
    }
    failures = 0;
    setState("live");
  }

  function disconnected() {
    isConnected = false;
    if (!isStarted) return;
    setState("down");
    cancelRetry();
    cancelRetry = schedule(() => socket.connect(), reconnectDelayMs(failures, random()));
    failures += 1;
  }

  return {
    status: () => status,
    on: {
      status: emitters.status.on,
      event: emitters.event.on,
      log: emitters.log.on,
      gap: emitters.gap.on,
      reset: emitters.reset.on,
      unauthorized: emitters.unauthorized.on,
    },
    /** The place in the stream as of now, for `eventsSince`. */
    position: recentEvents.position,
    eventsSince: recentEvents.since,
    /**
     * Joins a room until the returned function is called; the room is left when its last listener
     * has left. `onJoined` runs each time the server has let the page in.
     */
    join(room: string, onJoined: () => void = () => {}): () => void {
      const isNew = rooms.add(room, onJoined);
      if (isConnected && isNew) subscribe([room]).catch(() => {});
      else if (status.state === "live") onJoined();
      return () => {
        if (rooms.remove(room, onJoined) && isConnected) socket.unsubscribe([room]);
      };
    },
    start() {
      isStarted = true;
      // Nothing on the page is older than this: it is fetched after the start.
      status = { state: "connecting", asOf: now() };
      socket.connect();
    },
    /** Shows the next token of the session, before the one of the socket ends. */
    authenticate(token: string) {
      if (isConnected) socket.authenticate(token);
    },
    /** Connects without waiting for the next retry, for instance when the machine is online again. */
    reconnectNow() {
      if (isStarted && status.state !== "live") socket.connect();
    },
    stop() {
      isStarted = false;
      cancelRetry();
      socket.close();
    },
  };
}
