import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Principal } from "@formwork/contracts/account";
import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { LogPush, SubscribeReply } from "@formwork/contracts/live-protocol";
import type { Bus } from "@formwork/engine/bus/bus";
import { createLocalBus } from "@formwork/engine/bus/local/local";
import { systemClock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { eventually } from "@formwork/engine/testing/eventually";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { io, type Socket } from "socket.io-client";
import { createGateway, type Gateway } from "../gateway.ts";
import type { SocketLimits } from "../socket-limits.ts";

/** A gateway on real sockets and a real log, and what a test does with it. */
export type GatewayUnderTest = {
  url: string;
  bus: Bus;
  gateway: Gateway;
  /** The valid tokens. A test revokes one by deleting it. */
  tokens: Map<string, Principal>;
  /** Connects a client that is signed in and records what it receives. */
  connect: (token?: string) => Promise<Client>;
  /** Stops gateway, bus and server, and starts new ones on the same log and port. */
  restart: () => Promise<void>;
  dispose: () => Promise<void>;
};

type Client = {
  socket: Socket;
  received: { event: FormworkEvent; cursor: string }[];
  logs: LogPush[];
  notices: string[];
  subscribe: (rooms: string[], cursor?: string) => Promise<SubscribeReply>;
  /** Waits for `count` events and resolves with the ids of all received. */
  ids: (count: number) => Promise<string[]>;
};

/** Creates a principal, a viewer unless asked otherwise. */
export function aPrincipal(principal: Partial<Principal> = {}): Principal {
  return {
    id: "user-1",
    role: "viewer",
    email: "one@example.org",
    sessionId: "session-1",
    sees: "all",
    ...principal,
  };
}

/** Starts a gateway on a free port and an empty log. `wrapBus` may change its bus. */
export async function startGateway(
  limits: Partial<SocketLimits> = {},
  wrapBus = (bus: Bus): Bus => bus,
): Promise<GatewayUnderTest> {
  const folder = await aTemporaryFolder();
  const tokens = new Map([["good", aPrincipal()]]);
  const sockets: Socket[] = [];
  let running = await listen(0);

  async function listen(port: number) {
    const server = createServer((_request, response) =>
      response.writeHead(404).end("the app's answer"),
    );
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${portOf(server)}`;
    const bus = createLocalBus({
      path: join(folder.path, "bus.db"),
      clock: systemClock,
      telemetry,
    });
    await bus.open();
    const authenticate = async (token: string) => tokens.get(token) ?? null;
    const gateway = createGateway({
      ...{ server, bus: wrapBus(bus), authenticate, telemetry, limits },
      ...{ clock: systemClock, publicUrl: url },
    });
    await gateway.start();
    return { server, bus, gateway, url };
  }
  async function stop() {
    await running.gateway.stop();
    await running.bus.close();
    running.server.close();
    running.server.closeAllConnections();
    await once(running.server, "close");
  }
  return {
    get url() {
      return running.url;
    },
    get bus() {
      return running.bus;
    },
    get gateway() {
      return running.gateway;
    },
    tokens,
    async connect(token = "good") {
      const socket = io(running.url, {
        transports: ["websocket"],
        auth: { token },
        reconnectionDelay: 10,
        forceNew: true,
      });
      sockets.push(socket);
      await connected(socket);
      return listenTo(socket);
    },
    async restart() {
      const port = portOf(running.server);
      await stop();
      running = await listen(port);
    },
    async dispose() {
      for (const socket of sockets) socket.disconnect();
      await stop();
      await folder.remove();
    },
  };
}

// Shared, since each telemetry creates its own meters.
const telemetry = silentTelemetry();

function portOf(server: Server): number {
  // The address of a server that listens on a port is of this type.
  return (server.address() as AddressInfo).port;
}

/** Resolves when the socket is connected. Rejects with the problem code of a refusal. */
export async function connected(socket: Socket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", (error: Error & { data?: { code: string } }) =>
      reject(new Error(error.data?.code ?? error.message)),
    );
  });
}

function listenTo(socket: Socket): Client {
  const client: Client = {
    socket,
    received: [],
    logs: [],
    notices: [],
    subscribe: (rooms, cursor) => socket.timeout(5000).emitWithAck("subscribe", { rooms, cursor }),
    async ids(count) {
      await eventually(
        () => client.received.length >= count,
        () => `${client.received.length} of ${count} events received`,
      );
      return client.received.map(({ event }) => event.id);
    },
  };
  socket.on("event", (event, cursor) => client.received.push({ event, cursor }));
  socket.on("log", (push) => client.logs.push(push));
  for (const name of ["lagged", "expired"]) socket.on(name, () => client.notices.push(name));
  return client;
}
