import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { eventually } from "@formwork/engine/testing/eventually";
import { createGateway } from "@formwork/notifier/gateway";
import { expect } from "chai";
import { io } from "socket.io-client";
import { type RunningApp, startApp } from "../../scheduler/src/testing/start-app.ts";

describe("a user with an open socket", () => {
  let app: RunningApp;
  let url: string;
  let stop: () => Promise<void>;
  before(async () => {
    app = await startApp();
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    // The address of a server that listens on a port is of this type.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { bus, accounts } = app.engine;
    const telemetry = silentTelemetry();
    const gateway = createGateway({
      ...{ server, bus, telemetry, clock, publicUrl: url },
      authenticate: accounts.authenticate,
    });
    await gateway.start();
    stop = async () => {
      await gateway.stop();
      server.close();
    };
  });
  after(async () => {
    await stop();
    await app.stop();
  });

  async function connect(email: string) {
    const { people } = app.engine.accounts;
    const { user, token: link } = await people.invite({ email, role: "operator" });
    const session = await app.engine.accounts.accept({ token: link, password: "a password of it" });
    const auth = { token: session.token };
    const socket = io(url, { transports: ["websocket"], auth, forceNew: true });
    const seen: string[] = [];
    socket.on("expired", () => seen.push("expired"));
    socket.on("connect_error", (error) => seen.push(String(Object(error).data?.code)));
    await eventually(() => socket.connected, "the socket");
    return { socket, seen, id: user.id };
  }

  it("is cut off when it is disabled, and let in no more", async () => {
    const { socket, seen, id } = await connect("bob@example.org");
    await app.engine.accounts.people.change({ id, change: { disabled: true } });
    await eventually(() => seen.includes("expired") && socket.disconnected, "the end");
    socket.connect();
    await eventually(() => seen.includes("not-signed-in"), "the refusal");
    socket.close();
  });

  it("is cut off when it is removed", async () => {
    const { socket, seen, id } = await connect("cleo@example.org");
    await app.engine.accounts.people.remove({ id });
    await eventually(() => seen.includes("expired"), "the end");
    socket.close();
    expect(await app.engine.accounts.people.list({ limit: 10 })).to.have.property("next", null);
  });
});
