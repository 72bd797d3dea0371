import type { Server as HttpServer } from "node:http";
import type { Principal } from "@formwork/contracts/account";
import { createSessionCookie } from "@formwork/engine/accounts/sessions/session-cookie";
import { type Bus, topics } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";
import { createConnectionQuota } from "@formwork/engine/runtime/connection-quota";
import { every } from "@formwork/engine/runtime/loop";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { Server } from "socket.io";
import { createConnectRate } from "./entrance/connect-rate.ts";
import { createHandshake } from "./entrance/handshake.ts";
import { recheckTokens } from "./entrance/recheck-tokens.ts";
import { createTransport } from "./entrance/transport.ts";
import { acceptUpgrades } from "./entrance/upgrades.ts";
import { createEventHistory } from "./log/event-history.ts";
import { createLogFollower } from "./log/log-follower.ts";
import { createPush } from "./push.ts";
import { defaultSocketLimits, type SocketLimits } from "./socket-limits.ts";

type Deps = {
  /** The gateway handles its WebSocket upgrades and leaves its requests to others. */
  server: HttpServer;
  bus: Bus;
  authenticate: (token: string) => Promise<Principal | null>;
  /** Tokens that `authenticate` takes at once; 50 unless told. */
  checksAtOnce?: number | undefined;
  telemetry: Telemetry;
  clock: Clock;
  publicUrl: string;
  limits?: Partial<SocketLimits>;
};

export type Gateway = {
  start: () => Promise<void>;
  /** Closes all sockets. Clients reconnect to another gateway and resume from their cursors. */
  stop: () => Promise<void>;
  /** Returns the number of sockets that are signed in. */
  connections: () => number;
  health: () => { ok: boolean; detail: string };
};

/**
 * Creates a gateway: it pushes the events of the log and the log lines of running jobs over
 * Socket.IO to the sockets that subscribed to them. `docs/live-protocol.md` describes the protocol.
 */
export function createGateway(deps: Deps): Gateway {
  const { server, bus, checksAtOnce, authenticate, telemetry, clock, publicUrl } = deps;
  const limits = { ...defaultSocketLimits, ...deps.limits };
  const history = createEventHistory({ bus, limits });
  const push = createPush({ history, authenticate, limits, clock, telemetry });
  const follower = createLogFollower({
    bus,
    telemetry,
    clock,
    maxWaiting: limits.recentEvents,
    onStart: push.restart,
    onEntry: push.event,
  });
  const recheck = every({
    name: "sockets.recheck",
    ms: limits.recheckIntervalMs,
    step: () => recheckTokens({ sockets: push.sockets(), authenticate, atOnce: checksAtOnce }),
    telemetry,
    clock,
  });
  let stopSteps: (() => unknown)[] = [];

  /**
   * Accepts sockets last, so that the first one already receives events and has its token checked.
   */
  async function start() {
    if (stopSteps.length > 0) return;
    const unsubscribe = await Promise.all([
      bus.onSignal(topics.log("*"), (_topic, body) => push.logLines(body)),
      bus.onSignal(topics.signedOut, (_topic, body) => push.signedOut(body)),
    ]);
    await follower.start();
    recheck.start();
    stopSteps = [acceptSockets(), recheck.stop, follower.stop, ...unsubscribe];
  }
  async function stop() {
    for (const step of stopSteps.splice(0)) await step();
  }
  function acceptSockets(): () => Promise<void> {
    const engine = createTransport({ publicUrl, limits, clock });
    const connectTimeout = limits.handshakeTimeoutMs;
    const io = new Server({ serveClient: false, connectTimeout }).bind(engine);
    const quota = createConnectionQuota(limits.socketsPerUser);
    const rate = createConnectRate({ perMinute: limits.connectsPerMinute, clock });
    const cookie = createSessionCookie({ publicUrl });
    io.use(createHandshake({ authenticate, quota, rate, cookie }));
    io.on("connection", push.add);
    return acceptUpgrades({ server, engine });
  }
  return {
    start,
    stop,
    connections: () => push.sockets().length,
    health: () => ({
      ok: follower.isFollowing(),
      detail: follower.isFollowing() ? "following the event log" : "cut off from the event log",
    }),
  };
}
