import type { Principal } from "@formwork/contracts/account";
import { type LogPush, rooms } from "@formwork/contracts/event";
import type { LogEntry } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Socket } from "socket.io";
import { createAudience } from "./audience.ts";
import { createWrite, hangUp } from "./client/connection.ts";
import { hearMessages } from "./client/hear-messages.ts";
import { createRota } from "./client/rota.ts";
import { createSession, type Session } from "./client/session.ts";
import type { Visitor } from "./entrance/handshake.ts";
import type { Limits } from "./limits.ts";
import { createEntry } from "./log/entry.ts";
import { encodePacket } from "./log/packet.ts";
import { createRepeats } from "./log/repeats.ts";
import type { Source } from "./log/source.ts";

type Deps = { source: Source; limits: Limits; clock: Clock; telemetry: Telemetry };
/** A signed-in socket, as the check of tokens sees it. */
type Listener = { token: string; renew: (principal: Principal | null) => void };

/** The sockets that are signed in, and what is pushed to them. */
export type Push = {
  /** A socket whose handshake was good. */
  enter: (socket: Socket) => void;
  /** A new stretch of the log: what sockets had does not join on to it. */
  begin: (start: string) => void;
  /** The next event of the log; answers to how many sockets it went. */
  event: (entry: LogEntry) => number;
  /** A note with log lines of a job. */
  logLines: (note: unknown) => void;
  /** A note that a session has ended. */
  signedOut: (note: unknown) => void;
  sockets: () => Listener[];
};

/** Sockets that are written to before the rest of the process has its turn. */
const socketsPerTurn = 200;
/** Jobs whose last step is remembered: some ten megabytes. */
const jobsRemembered = 100_000;

/** Makes the push side of a gateway. */
export function createPush({ source, limits, clock, telemetry }: Deps): Push {
  const audience = createAudience<Session>();
  const sessions = new Map<Session, Listener>();
  const rota = createRota({ perTurn: socketsPerTurn });
  const isRepeat = createRepeats({ most: jobsRemembered });

  function enter(socket: Socket) {
    // Put there by the handshake.
    const { principal, token } = socket.data as Visitor;
    const session: Session = createSession({
      principal,
      source,
      audience,
      limits,
      rota,
      write: createWrite(socket.conn),
      hangUp(ending) {
        telemetry.count("sockets_ended_total", { ending });
        hangUp({ socket, ending, withinMs: limits.goodbyeMs });
      },
      onFault: (error) => telemetry.log.warn("replay.failed", { error: String(error) }),
    });
    sessions.set(session, { token, renew: session.renew });
    socket.once("disconnect", () => forget(session));
    hearMessages({ socket, session, limits, clock, telemetry });
    telemetry.gauge("sockets", sessions.size);
  }
  function forget(session: Session) {
    session.close();
    sessions.delete(session);
    telemetry.gauge("sockets", sessions.size);
  }
  return {
    enter,
    begin(start) {
      source.begin(start);
      for (const session of sessions.keys()) session.end("lagged");
    },
    event(logEntry) {
      if (isRepeat(logEntry.event)) return 0;
      const entry = createEntry(logEntry);
      source.ring().push(entry);
      let count = 0;
      for (const session of audience.of(entry.rooms)) if (session.offer(entry)) count += 1;
      return count;
    },
    logLines(note) {
      if (!isLogPush(note)) return;
      const members = audience.of([rooms.job(note.jobId)]);
      if (members.size === 0) return;
      const packet = encodePacket("log", note);
      for (const session of members) session.offerLog(note, packet);
    },
    signedOut(note) {
      if (!isSignedOut(note)) return;
      for (const session of sessions.keys())
        if (session.principal().sessionId === note.sessionId) session.end("expired");
    },
    sockets: () => [...sessions.values()],
  };
}

/** Notes come from other processes, perhaps of another version. */
function isLogPush(note: unknown): note is LogPush {
  return (
    typeof note === "object" &&
    note !== null &&
    "jobId" in note &&
    typeof note.jobId === "string" &&
    "lines" in note
  );
}

function isSignedOut(note: unknown): note is { sessionId: string } {
  return (
    typeof note === "object" &&
    note !== null &&
    "sessionId" in note &&
    typeof note.sessionId === "string"
  );
}
