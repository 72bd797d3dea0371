import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { SubscribeReply } from "@formwork/contracts/live-protocol";
import type { Engine } from "@formwork/engine/engine";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { eventually } from "@formwork/engine/testing/eventually";
import { createGateway } from "@formwork/notifier/gateway";
import { io, type Socket } from "socket.io-client";

type Parts = {
  engine: Pick<Engine, "bus" | "accounts">;
  /** What makes the gateway: one that lacks a guard, or the real one. */
  create?: typeof createGateway;
  /** Tells who its sockets are; the engine's accounts unless given. */
  authenticate?: Engine["accounts"]["authenticate"];
  checksAtOnce?: number;
  limits?: Parameters<typeof createGateway>[0]["limits"];
};

/** A gateway on a free port, on the log of an engine. */
export type LiveGateway = {
  url: string;
  /** Connects with a token or an API key. */
  connect: (token: string) => Promise<LiveClient>;
  /** Closes all its sockets too. */
  stop: () => Promise<void>;
};

/** A socket, and what it has received. */
export type LiveClient = {
  socket: Socket;
  heard: FormworkEvent[];
  /** What ended it: `expired`, or the code with which it was refused. */
  seen: string[];
  subscribe: (rooms: string[], cursor?: string) => Promise<SubscribeReply>;
  unsubscribe: (rooms: string[]) => Promise<unknown>;
};

/** Starts a gateway that asks an engine who its sockets are. */
export async function startLiveGateway({
  engine,
  create = createGateway,
  limits = {},
  authenticate = engine.accounts.authenticate,
  checksAtOnce,
}: Parts): Promise<LiveGateway> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // The address of a server that listens on a port is of this type.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { bus } = engine;
  const gateway = create({
    ...{ server, bus, clock, limits, telemetry: silentTelemetry(), publicUrl: url },
    ...{ authenticate, checksAtOnce },
  });
  await gateway.start();
  const sockets: Socket[] = [];
  return {
    url,
    async connect(token) {
      const socket = io(url, { transports: ["websocket"], auth: { token }, forceNew: true });
      sockets.push(socket);
      const client = listenTo(socket);
      await eventually(() => socket.connected, "the socket");
      return client;
    },
    async stop() {
      for (const socket of sockets) socket.close();
      await gateway.stop();
      server.close();
    },
  };
}

function listenTo(socket: Socket): LiveClient {
  const heard: FormworkEvent[] = [];
  const seen: string[] = [];
  socket.on("event", (event) => heard.push(event));
  socket.on("expired", () => seen.push("expired"));
  socket.on("connect_error", (error) => seen.push(String(Object(error).data?.code)));
  const ask = (name: string, body: object) => socket.timeout(20_000).emitWithAck(name, body);
  return {
    ...{ socket, heard, seen },
    subscribe: (rooms, cursor) =>
      ask("subscribe", { rooms, ...(cursor === undefined ? {} : { cursor }) }),
    unsubscribe: (rooms) => ask("unsubscribe", { rooms }),
  };
}
