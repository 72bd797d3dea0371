import type { Principal } from "@formwork/contracts/account";
import { rooms } from "@formwork/contracts/events/rooms";
import type { LogEntry } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Socket } from "socket.io";
import { closeSocket, createPacketWriter } from "./client/connection.ts";
import { handleMessages } from "./client/handle-messages.ts";
import { refuse } from "./client/parse-message.ts";
import { createSession, type Session } from "./client/session.ts";
import { createTurnScheduler } from "./client/turn-scheduler.ts";
import type { SocketIdentity } from "./entrance/handshake.ts";
import { createDuplicateFilter } from "./log/duplicate-filter.ts";
import type { EventHistory } from "./log/event-history.ts";
import { logPushed } from "./log/log-pushed.ts";
import { createOutgoingEvent } from "./log/outgoing-event.ts";
import { encodePacket } from "./log/packet.ts";
import { createRoomRegistry } from "./room-registry.ts";
import { isLogPush, isSignedOut } from "./signals.ts";
import type { SocketLimits } from "./socket-limits.ts";

type Deps = {
  history: EventHistory;
  /** Returns whom a token belongs to, or null for one that is not valid. */
  authenticate: (token: string) => Promise<Principal | null>;
  limits: SocketLimits;
  clock: Clock;
  telemetry: Telemetry;
};
/** A signed-in socket, as the check of tokens uses it. */
type TokenHolder = { token: string; updatePrincipal: (principal: Principal | null) => void };

/** Sends events and log lines to the sockets that are signed in. */
export type Push = {
  /** Starts the session of a socket whose handshake succeeded. */
  add: (socket: Socket) => void;
  /**
   * Starts anew after the cursor `start`. Closes all sockets, since events between those they were
   * sent and `start` may be missing.
   */
  restart: (start: string) => void;
  /** Sends the next event of the log. Returns the number of sockets that it was queued for. */
  event: (entry: LogEntry) => number;
  /** Sends the log lines of a job that a signal carries. */
  logLines: (body: unknown) => void;
  /** Closes the sockets of the session whose end a signal reports. */
  signedOut: (body: unknown) => void;
  sockets: () => TokenHolder[];
};

/** Sockets that are written to before other work of the process has its turn. */
const socketsPerTurn = 200;
/** Jobs whose highest `seq` is remembered, about ten megabytes. */
const maxJobs = 100_000;

/** Creates the sending side of a gateway. */
export function createPush({ history, authenticate, limits, clock, telemetry }: Deps): Push {
  const registry = createRoomRegistry<Session>();
  const sessions = new Map<Session, TokenHolder>();
  const schedule = createTurnScheduler({ tasksPerTurn: socketsPerTurn });
  const isDuplicate = createDuplicateFilter({ maxJobs });

  function add(socket: Socket) {
    // The handshake put it there.
    const { principal, token } = socket.data as SocketIdentity;
    const session: Session = createSession({
      principal,
      history,
      registry,
      limits,
      schedule,
      write: createPacketWriter(socket.conn),
      closeSocket(reason) {
        telemetry.count("sockets_ended_total", { ending: reason });
        closeSocket({ socket, reason, timeoutMs: limits.closeTimeoutMs });
      },
      onReplayError: (error) => telemetry.log.warn("replay.failed", { error: String(error) }),
    });
    const holder = { token, updatePrincipal: session.updatePrincipal };
    sessions.set(session, holder);
    socket.once("disconnect", () => remove(session));
    handleMessages({
      ...{ socket, session, limits, clock, telemetry },
      async authenticate(next, reply) {
        const principal = await authenticate(next);
        if (principal?.id !== session.principal().id)
          return reply(refuse("not-signed-in", "That is no token of the user of this socket"));
        holder.token = next;
        holder.updatePrincipal(principal);
        reply({ ok: true });
      },
    });
    telemetry.gauge("sockets", sessions.size);
  }
  function remove(session: Session) {
    session.dispose();
    sessions.delete(session);
    telemetry.gauge("sockets", sessions.size);
  }
  return {
    add,
    restart(start) {
      history.restart(start);
      for (const session of sessions.keys()) session.end("lagged");
    },
    event(entry) {
      if (isDuplicate(entry.event)) return 0;
      const event = createOutgoingEvent(entry);
      history.recent().push(event);
      let count = 0;
      for (const session of registry.membersOf(event.rooms)) if (session.deliver(event)) count += 1;
      event.forgetPacket();
      telemetry.countMany("events_pushed_total", count);
      logPushed(telemetry.log, entry.event, count);
      return count;
    },
    logLines(body) {
      if (!isLogPush(body)) return;
      const members = registry.membersOf([rooms.job(body.jobId)]);
      if (members.size === 0) return;
      const packet = encodePacket("log", body);
      for (const session of members) session.deliverLog(body, packet);
    },
    signedOut(body) {
      if (!isSignedOut(body)) return;
      for (const session of sessions.keys())
        if (session.principal().sessionId === body.sessionId) session.end("expired");
    },
    sockets: () => [...sessions.values()],
  };
}
