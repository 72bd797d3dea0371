import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { createKeyAuthenticator } from "../../notifier/src/entrance/key-authenticator.ts";
import { type RunningApp, startApp } from "../../scheduler/src/testing/start-app.ts";
import { type LiveClient, type LiveGateway, startLiveGateway } from "../support/live-gateway.ts";

/** Sockets of each of two users, each with an API key of its own. */
const each = 100;

describe("a change of rights under two hundred sockets of a notifier", () => {
  let app: RunningApp;
  let live: LiveGateway;
  /** How often each key was asked about; a round of checks asks once about each. */
  const asked = new Map<string, number>();

  before(async () => {
    app = await startApp();
    const ask = createKeyAuthenticator({ schedulerUrl: app.url, secret: app.secret });
    live = await startLiveGateway({
      engine: app.engine,
      authenticate(token) {
        asked.set(token, (asked.get(token) ?? 0) + 1);
        return ask(token);
      },
      checksAtOnce: 500,
      limits: { socketsPerUser: each, connectsPerMinute: 1000 },
    });
  });
  after(async () => {
    await live.stop();
    await app.stop();
  });

  async function connectAs(email: string) {
    const { people, apiKeys, accept, authenticate } = app.engine.accounts;
    const { user, token } = await people.invite({ email, role: "operator" });
    const session = await accept({ token, password: "a password of theirs" });
    const principal = (await authenticate(session.token)) ?? expect.fail("not signed in");
    const input = { name: "x", scopes: ["jobs:read" as const] };
    const clients: LiveClient[] = [];
    const keys: string[] = [];
    for (let count = 0; count < each; count++) {
      const { key } = await apiKeys.create({ principal, input });
      keys.push(key);
      clients.push(await live.connect(key));
    }
    return { id: user.id, clients, keys };
  }

  it("closes those of the user, and no others, in the second round of checks at the latest", async () => {
    const [bob, eve] = [await connectAs("bob@example.org"), await connectAs("eve@example.org")];
    await app.engine.accounts.people.change({ id: bob.id, change: { disabled: true } });
    asked.clear();
    const ended = () => bob.clients.filter(({ seen }) => seen.includes("expired")).length;
    await eventually(
      () => ended() === each,
      () => `${ended()} of ${each}`,
    );
    // One round may be under way; the next one, which begins 2 s after it, knows.
    expect(Math.max(...bob.keys.map((key) => asked.get(key) ?? 0))).to.be.at.most(2);
    expect(eve.clients.filter(({ seen }) => seen.length > 0)).to.deep.equal([]);
  });
});
