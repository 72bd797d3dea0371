import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { systemClock } from "@formwork/engine/runtime/clock";
import { defaultSocketLimits } from "../socket-limits.ts";
import { createTransport } from "./transport.ts";
import { acceptUpgrades } from "./upgrades.ts";

const upgrade = [
  "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
  ...["Host: localhost", "Connection: Upgrade", "Upgrade: websocket"],
  ...["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="],
  ...["", ""],
].join("\r\n");

describe("a gateway that stops", () => {
  let server: Server;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const options = { publicUrl: "http://localhost", clock: systemClock };
    const engine = createTransport({ ...options, limits: defaultSocketLimits });
    stop = acceptUpgrades({ server, engine });
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
  });

  async function anUpgradedSocket(): Promise<Socket> {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(upgrade);
    await once(socket, "data");
    return socket;
  }

  it("ends well when clients reset their connections meanwhile", async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, anUpgradedSocket));
    for (const socket of sockets.slice(10)) socket.resetAndDestroy();
    const stopped = stop();
    for (const socket of sockets.slice(0, 10)) socket.resetAndDestroy();
    await stopped;
  });
});
