import type { Server as HttpServer } from "node:http";
import type { Principal } from "@formwork/contracts/account";
import { type Bus, topics } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";
import { every } from "@formwork/engine/runtime/loop";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { Server } from "socket.io";
import { createHandshake } from "./entrance/handshake.ts";
import { recheckTokens } from "./entrance/recheck.ts";
import { createSeats } from "./entrance/seats.ts";
import { createTransport } from "./entrance/transport.ts";
import { takeUpgrades } from "./entrance/upgrades.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { createFeed } from "./log/feed.ts";
import { createSource } from "./log/source.ts";
import { createPush } from "./push.ts";

type Deps = {
  /** Its WebSocket upgrades are taken; its requests are left alone. */
  server: HttpServer;
  bus: Bus;
  authenticate: (token: string) => Promise<Principal | null>;
  telemetry: Telemetry;
  clock: Clock;
  publicUrl: string;
  cookieName: string;
  limits?: Partial<Limits>;
};

export type Gateway = {
  start: () => Promise<void>;
  /** Hangs up; clients come back to whoever listens next, with their cursors. */
  stop: () => Promise<void>;
  /** Sockets that are signed in now. */
  connections: () => number;
  health: () => { ok: boolean; detail: string };
};

/**
 * Pushes the event log and the log lines of running jobs to whoever may hear of them, over
 * Socket.IO. See `docs/live-protocol.md`.
 */
export function createGateway(deps: Deps): Gateway {
  const { server, bus, authenticate, telemetry, clock, publicUrl, cookieName } = deps;
  const limits = { ...defaultLimits, ...deps.limits };
  const source = createSource({ bus, limits });
  const push = createPush({ source, limits, clock, telemetry });
  const feed = createFeed({
    bus,
    telemetry,
    clock,
    most: limits.recentEvents,
    onStart: push.begin,
    onEntry: push.event,
  });
  const recheck = every({
    name: "sockets.recheck",
    ms: limits.recheckMs,
    step: () => recheckTokens({ sockets: push.sockets(), authenticate }),
    telemetry,
    clock,
  });
  let stopping: (() => unknown)[] = [];

  /** Sockets last: whoever is let in is fed and checked from the first moment. */
  async function start() {
    if (stopping.length > 0) return;
    const unlisten = await Promise.all([
      bus.onSignal(topics.log("*"), (_topic, body) => push.logLines(body)),
      bus.onSignal(topics.signedOut, (_topic, body) => push.signedOut(body)),
    ]);
    await feed.start();
    recheck.start();
    stopping = [acceptSockets(), recheck.stop, feed.stop, ...unlisten];
  }
  async function stop() {
    for (const step of stopping.splice(0)) await step();
  }
  function acceptSockets(): () => Promise<void> {
    const engine = createTransport({ publicUrl, limits, clock });
    const io = new Server({ serveClient: false, connectTimeout: limits.handshakeMs }).bind(engine);
    io.use(
      createHandshake({ authenticate, seats: createSeats(limits.socketsPerUser), cookieName }),
    );
    io.on("connection", push.enter);
    return takeUpgrades({ server, engine });
  }
  return {
    start,
    stop,
    connections: () => push.sockets().length,
    health: () => ({
      ok: feed.isFollowing(),
      detail: feed.isFollowing() ? "following the event log" : "cut off from the event log",
    }),
  };
}
