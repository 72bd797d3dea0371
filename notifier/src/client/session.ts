import type { Principal } from "@formwork/contracts/account";
import type { LogPush, SubscribeReply } from "@formwork/contracts/event";
import type { Audience } from "../audience.ts";
import type { Limits } from "../limits.ts";
import { createCoverage } from "../log/coverage.ts";
import type { Entry } from "../log/entry.ts";
import type { Packet } from "../log/packet.ts";
import { replay } from "../log/replay.ts";
import type { Source } from "../log/source.ts";
import { mayHear, mayHearLogs, mayJoin } from "../rooms.ts";
import { createLogShedder } from "./log-shedder.ts";
import { type Refusal, type Request, refuse } from "./messages.ts";
import { createOutlet, type Write } from "./outlet.ts";
import type { Rota } from "./rota.ts";

export type Reply = (answer: SubscribeReply | { ok: true }) => void;
/**
 * Why the server ends a session: it would have a gap, and has to resume by its cursor; or its
 * principal may no longer listen.
 */
export type Ending = "lagged" | "expired";

/** What one socket is in, and what it is sent. */
export type Session = {
  principal: () => Principal;
  /** Does what a client asks for; the reply goes out before the events that follow from it. */
  answer: (request: Request, reply: Reply) => Promise<void>;
  /** The newest event of the log; true when the socket is sent it. */
  offer: (entry: Entry) => boolean;
  offerLog: (push: LogPush, packet: Packet) => void;
  /** What checking the token again brought: null when it no longer holds. */
  renew: (principal: Principal | null) => void;
  end: (ending: Ending) => void;
  /** Forgets the socket once it is gone. */
  close: () => void;
};

type Deps = {
  principal: Principal;
  source: Source;
  audience: Audience<Session>;
  limits: Limits;
  rota: Rota;
  write: Write;
  /** Tells the client and hangs up. */
  hangUp: (ending: Ending) => void;
  /** A replay could not be finished. */
  onFault: (error: unknown) => void;
};

/** Begins the session of a socket whose token was good. */
export function createSession({
  principal,
  source,
  audience,
  limits,
  rota,
  write,
  hangUp,
  onFault,
}: Deps): Session {
  const coverage = createCoverage(source.ring().head());
  const outlet = createOutlet({ write, limits, rota, onRoom: () => logs.mark() });
  const logs = createLogShedder(outlet);
  let current = principal;
  let isOpen = true;
  let isLive = true;

  const session: Session = {
    principal: () => current,
    answer: (request, reply) =>
      request.ask === "subscribe" ? subscribe(request, reply) : unsubscribe(request, reply),
    offer: (entry) => isLive && coverage.pass(entry) && send(entry),
    offerLog: (push, packet) => void (mayHearLogs(current) && logs.push(push, packet)),
    renew(principal) {
      if (principal === null || !coverage.rooms().every((room) => mayJoin(principal, room)))
        return end("expired");
      current = principal;
    },
    end,
    close,
  };

  async function subscribe({ rooms, cursor }: Request & { ask: "subscribe" }, reply: Reply) {
    const refusal = refusalOf(rooms);
    if (refusal !== undefined) return reply(refusal);
    const start = await source.locate(cursor);
    if (!isOpen) return;
    if (isLive) coverage.skipTo(source.ring().head());
    // Without a cursor there is nothing to begin anew in a room that it is in already.
    enter({
      rooms: cursor === undefined ? rooms.filter((room) => !coverage.isIn(room)) : rooms,
      from: start.cursor,
    });
    reply({ ok: true, mode: start.mode, cursor: coverage.at() });
    if (isLive) startCatchingUp();
  }
  async function unsubscribe({ rooms }: Request, reply: Reply) {
    leave(rooms);
    reply({ ok: true });
  }
  function refusalOf(rooms: string[]): Refusal | undefined {
    if (source.ring().head() === "")
      return refuse("unavailable", "The event log cannot be reached; try again soon");
    if (!rooms.every((room) => mayJoin(current, room)))
      return refuse("forbidden", "You may not listen there");
    const count = new Set([...coverage.rooms(), ...rooms]).size;
    return count > limits.roomsPerSocket
      ? refuse("too-large", `A socket is in ${limits.roomsPerSocket} rooms at most`)
      : undefined;
  }
  function enter({ rooms, from }: { rooms: string[]; from: string }) {
    coverage.join({ rooms, from });
    for (const room of rooms) audience.enter(room, session);
  }
  function leave(rooms: string[]) {
    coverage.leave(rooms);
    for (const room of rooms) audience.leave(room, session);
  }
  function startCatchingUp() {
    isLive = false;
    const caughtUp = replay({
      coverage,
      ring: source.ring,
      readOlder: source.readOlder,
      eventsPerPage: limits.eventsPerPage,
      send,
      drained: outlet.drained,
      isOpen: () => isOpen,
      onLive() {
        isLive = true;
      },
    });
    caughtUp.catch((error) => {
      onFault(error);
      end("lagged");
    });
  }
  function send(entry: Entry): boolean {
    if (!isOpen || !mayHear(current, entry.event)) return false;
    if (!outlet.push(entry.packet())) end("lagged");
    return true;
  }
  function end(ending: Ending) {
    if (!isOpen) return;
    close();
    hangUp(ending);
  }
  function close() {
    isOpen = false;
    leave(coverage.rooms());
    outlet.close();
  }
  return session;
}
