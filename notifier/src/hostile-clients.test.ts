import { someEvents } from "@formwork/contracts/testing/an-event";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { io } from "socket.io-client";
import { aPrincipal, connected, type GatewayUnderTest, startGateway } from "./testing/a-gateway.ts";
import { connectRaw, type RawClient, signInRaw } from "./testing/a-raw-client.ts";

const closed = (client: RawClient) => eventually(client.isClosed, () => "still open");

/** Returns "let in", or the message of the error. */
async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => "let in",
    (error) => error.message,
  );
}

describe("gateway and hostile clients", () => {
  let fixture: GatewayUnderTest;
  beforeEach(async () => {
    fixture = await startGateway({ closeTimeoutMs: 100 });
  });
  afterEach(() => fixture.dispose());

  /** Expects that the gateway still serves another client. */
  async function stillServes() {
    const client = await fixture.connect();
    expect((await client.subscribe(["jobs"])).ok).to.equal(true);
    await fixture.bus.publish(someEvents(1));
    await client.ids(1);
    client.socket.disconnect();
  }

  describe("before sign-in", () => {
    const signIn = (options: { auth?: object; headers?: Record<string, string> }) =>
      outcomeOf(signInWith(options));
    async function signInWith({
      auth,
      headers,
    }: {
      auth?: object;
      headers?: Record<string, string>;
    }) {
      const socket = io(fixture.url, {
        transports: ["websocket"],
        reconnection: false,
        forceNew: true,
        ...{ auth, extraHeaders: headers },
      });
      await connected(socket).finally(() => socket.disconnect());
    }
    const cookie = "theme=dark; formwork_session=good";

    it("lets in a token, and a page of the same origin with its cookie", async () => {
      expect(await signIn({ auth: { token: "good" } })).to.equal("let in");
      expect(await signIn({ headers: { cookie, origin: fixture.url } })).to.equal("let in");
      const here = fixture.url.replace("127.0.0.1", "localhost");
      expect(
        await signIn({ headers: { cookie, origin: here, host: new URL(here).host } }),
      ).to.equal("let in");
    });

    it("refuses a missing, wrong or malformed token", async () => {
      for (const auth of [
        {},
        { token: "wrong" },
        { token: "" },
        { token: 7 },
        { token: { $ne: null } },
        { token: "x".repeat(5000) },
      ]) {
        expect(await signIn({ auth })).to.equal("not-signed-in");
      }
    });

    it("refuses pages of other origins, even with cookie and token", async () => {
      const port = new URL(fixture.url).port;
      for (const origin of [
        "https://evil.example",
        "http://127.0.0.1:1",
        `https://127.0.0.1:${port}`,
        `http://127.0.0.1.evil.example:${port}`,
        "null",
      ]) {
        expect(await signIn({ headers: { cookie, origin }, auth: { token: "good" } })).to.equal(
          "websocket error",
        );
      }
    });

    it("accepts a cookie from browsers only", async () => {
      expect(await signIn({ headers: { cookie } })).to.equal("not-signed-in");
    });

    it("quota 20 sockets of a user, and the next when one has gone", async () => {
      const clients = await Promise.all(Array.from({ length: 20 }, () => fixture.connect()));
      expect(await signIn({ auth: { token: "good" } })).to.equal("too-many-requests");
      clients[0]?.socket.disconnect();
      await eventually(
        async () => (await signIn({ auth: { token: "good" } })) === "let in",
        () => "refused",
      );
    });

    it("limits how many sockets a user opens in a minute, and leaves the room that it had", async () => {
      await fixture.dispose();
      fixture = await startGateway({ connectsPerMinute: 3, socketsPerUser: 2 });
      const outcomes = [];
      for (let n = 0; n < 5; n++) outcomes.push(await signIn({ auth: { token: "good" } }));
      expect(outcomes.slice(0, 4)).to.deep.equal([
        "let in",
        "let in",
        "let in",
        "too-many-requests",
      ]);
      fixture.tokens.set("other", aPrincipal({ id: "user-2" }));
      expect(await signIn({ auth: { token: "other" } })).to.equal("let in");
    });

    it("refuses other paths and malformed ones", async () => {
      for (const path of ["/", "/socket.io", "/other/?EIO=4&transport=websocket", "//[", "/%%%"]) {
        expect(await outcomeOf(connectRaw({ url: fixture.url, path }))).to.equal(
          "refused with 404",
        );
      }
      for (const query of [
        "",
        "?EIO=4&transport=polling",
        "?EIO=3&transport=websocket",
        "?EIO=4&transport=constructor",
        "?transport=websocket&sid=x",
      ]) {
        const client = await connectRaw({ url: fixture.url, path: `/socket.io/${query}` }).catch(
          () => undefined,
        );
        if (client !== undefined) await closed(client);
      }
      await stillServes();
    });
  });

  describe("after sign-in", () => {
    it("are sent what is wrong with their messages", async () => {
      const { socket } = await fixture.connect();
      const codes: string[] = [];
      const messages: unknown[][] = [
        [],
        [null],
        [7],
        ["jobs"],
        [{}],
        [{ rooms: "jobs" }],
        [{ rooms: [] }],
        [{ rooms: ["jobs"], cursor: {} }],
      ];
      for (const message of messages)
        codes.push((await socket.emitWithAck("subscribe", ...message)).code);
      expect(new Set(codes)).to.deep.equal(new Set(["invalid-request"]));
      expect((await socket.emitWithAck("subscribe", { rooms: ["job:../x"] })).code).to.equal(
        "not-found",
      );
      expect(
        (await socket.emitWithAck("subscribe", { rooms: Array(51).fill("jobs") })).code,
      ).to.equal("too-large");
      expect((await socket.emitWithAck("shutdown", {})).code).to.equal("not-found");
    });

    it("may be in 200 rooms", async () => {
      const client = await fixture.connect();
      for (let i = 0; i < 4; i++)
        await client.subscribe(Array.from({ length: 50 }, (_, index) => `job:${i}-${index}`));
      expect(await client.subscribe(["job:one-more"])).to.deep.include({
        ok: false,
        code: "too-large",
      });
      expect(await client.subscribe(["job:0-0"])).to.deep.include({ ok: true });
    });

    it("may send 20 messages a second", async () => {
      const client = await fixture.connect();
      const replies = await Promise.all(
        Array.from({ length: 40 }, () => client.subscribe(["jobs"])),
      );
      const refused = replies.filter((reply) => !reply.ok);
      expect(refused.length).to.be.within(15, 20);
      expect(refused[0]).to.include({ code: "too-many-requests" });
      expect(client.socket.connected).to.equal(true);
    });

    const attacks: Record<string, (client: RawClient) => void> = {
      "a flood of packets": (client) => {
        for (let i = 0; i < 500; i++) client.send('42["subscribe",{"rooms":["jobs"]}]');
      },
      "a flood of sign-ins": (client) => {
        for (let i = 0; i < 500; i++) client.send('40{"token":"good"}');
      },
      "a binary message": (client) => client.send(Buffer.from([1, 2, 3])),
      "a message that announces binary parts": (client) =>
        client.send('451-["subscribe",{"rooms":[{"_placeholder":true,"num":0}]}]'),
      "a message above 64 kB": (client) =>
        client.send(`42["subscribe",{"rooms":["${"x".repeat(70_000)}"]}]`),
      "a malformed packet": (client) => client.send("4{{{{"),
      "a reserved event": (client) => client.send('42["disconnect"]'),
    };
    for (const [name, attack] of Object.entries(attacks)) {
      it(`are disconnected for ${name}`, async () => {
        const client = await signInRaw(fixture);
        attack(client);
        await closed(client);
        await stillServes();
      });
    }

    it("are disconnected when they do not sign in", async () => {
      await fixture.dispose();
      fixture = await startGateway({ handshakeTimeoutMs: 100, closeTimeoutMs: 100 });
      await closed(await connectRaw(fixture));
    });

    it("cannot change prototypes by the keys they send", async () => {
      const client = await signInRaw(fixture);
      client.send(
        '421["subscribe",{"rooms":["jobs"],"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]',
      );
      await eventually(() => client.read().includes('431[{"ok":true'), client.read);
      expect(Object.hasOwn(Object.prototype, "polluted")).to.equal(false);
    });
  });
});
