import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { eventually } from "@formwork/engine/testing/eventually";
import { createGateway } from "@formwork/notifier/gateway";
import { expect } from "chai";
import { io } from "socket.io-client";
import { aPublishedTemplate } from "../../scheduler/src/testing/a-published-template.ts";
import { type RunningApp, startApp } from "../../scheduler/src/testing/start-app.ts";

describe("an open socket", () => {
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

  /** Connects with a token or an API key; `seen` records what ends it. */
  async function connectWith(token: string) {
    const socket = io(url, { transports: ["websocket"], auth: { token }, forceNew: true });
    const seen: string[] = [];
    socket.on("expired", () => seen.push("expired"));
    socket.on("connect_error", (error) => seen.push(String(Object(error).data?.code)));
    await eventually(() => socket.connected, "the socket");
    return { socket, seen };
  }
  async function connect(email: string) {
    const { people } = app.engine.accounts;
    const { user, token: link } = await people.invite({ email, role: "operator" });
    const session = await app.engine.accounts.accept({ token: link, password: "a password of it" });
    const { socket, seen } = await connectWith(session.token);
    return { socket, seen, id: user.id };
  }

  it("is cut off when its user is disabled, and let in no more", async () => {
    const { socket, seen, id } = await connect("bob@example.org");
    await app.engine.accounts.people.change({ id, change: { disabled: true } });
    await eventually(() => seen.includes("expired") && socket.disconnected, "the end");
    socket.connect();
    await eventually(() => seen.includes("not-signed-in"), "the refusal");
    socket.close();
  });

  it("is cut off when its user is removed", async () => {
    const { socket, seen, id } = await connect("cleo@example.org");
    await app.engine.accounts.people.remove({ id });
    await eventually(() => seen.includes("expired"), "the end");
    socket.close();
    expect(await app.engine.accounts.people.list({ limit: 10 })).to.have.property("next", null);
  });

  describe("with an API key", () => {
    const by = async () => {
      const principal = await app.engine.accounts.authenticate(app.token);
      return { principal: principal ?? expect.fail("not signed in") };
    };
    const create = async (templates?: string[]) =>
      app.engine.accounts.apiKeys.create({
        ...(await by()),
        input: { name: "x", scopes: ["jobs:read"], ...(templates && { templates }) },
      });

    it("is cut off when the key is ended", async () => {
      const { key, id } = await create();
      const { socket, seen } = await connectWith(key);
      await app.engine.accounts.apiKeys.remove({ ...(await by()), id });
      await eventually(() => seen.includes("expired"), "the end");
      socket.close();
    });

    it("for certain templates hears of no others", async () => {
      await aPublishedTemplate(app, "other");
      const { key } = await create(["echo"]);
      const { socket } = await connectWith(key);
      const heard: string[] = [];
      socket.on("event", ({ data }) => heard.push(Object(data).template.name));
      await socket.timeout(5000).emitWithAck("subscribe", { rooms: ["jobs"] });
      for (const template of ["other", "echo"])
        await app.ask("/api/v1/jobs", {
          method: "POST",
          body: { template, payload: { text: "x" } },
        });
      // Events come in the order of the log, so those of the first job would be there by then.
      await eventually(() => heard.includes("echo"), "the events of the second job");
      expect(heard).to.not.include("other");
      socket.close();
    });
  });
});
