import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { LogPush, SubscribeReply } from "@formwork/contracts/live-protocol";
import { createEmitter } from "./emitter.ts";
import { createRecentEvents } from "./recent-events.ts";
import { reconnectDelay } from "./reconnect-delay.ts";
import { createRoomSubscriptions } from "./room-subscriptions.ts";
import { createSequenceFilter } from "./sequence-filter.ts";

/**
 * `asOf`: when we last heard from the server, or when we began where that never was; ms since the
 * epoch, null before that.
 */
export type LiveStatus = { state: "connecting" | "live" | "down"; asOf: number | null };

/** What `live` needs of a connection; `openSocket` makes one of Socket.IO. */
export type LiveSocket = {
  connect: () => void;
  close: () => void;
  subscribe: (ask: { rooms: string[]; cursor?: string }) => Promise<SubscribeReply>;
  unsubscribe: (rooms: string[]) => void;
};

export type LiveHandlers = {
  connected: () => void;
  lost: () => void;
  /** Any sign of life. */
  heard: () => void;
  event: (event: FormworkEvent, cursor: string) => void;
  log: (push: LogPush) => void;
  /** The session is over or was refused. */
  refused: () => void;
};

type Deps = {
  open: (handlers: LiveHandlers) => LiveSocket;
  now: () => number;
  random: () => number;
  /** Runs `work` after `ms`; returns its cancellation. */
  later: (work: () => void, ms: number) => () => void;
};

export type Live = ReturnType<typeof createLiveConnection>;

/**
 * The one stream of pushed events: joins rooms, comes back after a loss with the last cursor, and
 * lets each event through once, in order per job. `reset` is emitted when events may have been
 * missed and everything shown has to be fetched anew.
 */
export function createLiveConnection({ open, now, random, later }: Deps) {
  const tail = createRecentEvents();
  const sequencer = createSequenceFilter();
  const rooms = createRoomSubscriptions();
  const signals = {
    status: createEmitter<[]>(),
    event: createEmitter<[FormworkEvent]>(),
    log: createEmitter<[LogPush]>(),
    hole: createEmitter<[jobId: string]>(),
    reset: createEmitter<[]>(),
    refused: createEmitter<[]>(),
  };
  let status: LiveStatus = { state: "connecting", asOf: null };
  let cursor: string | undefined;
  let failures = 0;
  let running = false;
  let attached = false;
  let cancelRetry = () => {};

  const socket = open({
    connected,
    lost,
    heard,
    event: receive,
    log: signals.log.emit,
    refused: signals.refused.emit,
  });

  function show(state: LiveStatus["state"]) {
    status = { state, asOf: state === "live" ? now() : status.asOf };
    signals.status.emit();
  }

  /** Told without a render: only a loss shows this time. */
  function heard() {
    if (status.state === "live") status.asOf = now();
  }

  function receive(event: FormworkEvent, at: string) {
    cursor = at;
    const verdict = sequencer.check(event);
    if (verdict === "stale") return;
    tail.add(event);
    signals.event.emit(event);
    if (verdict === "hole") signals.hole.emit(event.subject);
  }

  async function subscribe(wanted: string[], from?: string) {
    const reply = await socket.subscribe({
      rooms: wanted,
      ...(from === undefined ? {} : { cursor: from }),
    });
    if (!reply.ok) return refuse();
    const first = cursor === undefined;
    cursor ??= reply.cursor;
    if (reply.mode === "reset") takeReset(reply.cursor);
    else if (first) signals.reset.emit(); // what was fetched before we listened may be behind
    rooms.joined(wanted);
  }

  /** Closing leads to `lost`, and so to another try, unless nobody is signed in any more. */
  function refuse() {
    signals.refused.emit();
    socket.close();
    throw new Error("refused");
  }

  function takeReset(at: string) {
    cursor = at;
    sequencer.forget();
    signals.reset.emit();
  }

  async function connected() {
    attached = true;
    try {
      await subscribe(rooms.all(), cursor);
    } catch {
      return; // the acknowledgement was lost with the connection, or refused: `lost` follows and tries again
    }
    failures = 0;
    show("live");
  }

  function lost() {
    attached = false;
    if (!running) return;
    show("down");
    cancelRetry();
    cancelRetry = later(() => socket.connect(), reconnectDelay(failures, random()));
    failures += 1;
  }

  return {
    status: () => status,
    on: {
      status: signals.status.on,
      event: signals.event.on,
      log: signals.log.on,
      hole: signals.hole.on,
      reset: signals.reset.on,
      refused: signals.refused.on,
    },
    mark: tail.mark,
    since: tail.since,
    /**
     * Joins a room for as long as anybody wants it. `onJoined` runs after each time the server let
     * us in. Returns the leaving.
     */
    join(room: string, onJoined: () => void = () => {}): () => void {
      const isNew = rooms.add(room, onJoined);
      if (attached && isNew) subscribe([room]).catch(() => {});
      else if (status.state === "live") onJoined();
      return () => {
        if (rooms.remove(room, onJoined) && attached) socket.unsubscribe([room]);
      };
    },
    start() {
      running = true;
      // What is shown was fetched no sooner.
      status = { state: "connecting", asOf: now() };
      socket.connect();
    },
    /** Tries at once, for instance when the machine is back online. */
    hurry() {
      if (running && status.state !== "live") socket.connect();
    },
    stop() {
      running = false;
      cancelRetry();
      socket.close();
    },
  };
}
