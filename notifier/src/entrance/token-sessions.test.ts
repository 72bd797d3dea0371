import { createTokenSigner } from "@formwork/engine/accounts/tokens";
import { type Bus, topics } from "@formwork/engine/bus/bus";
import { createLocalBus } from "@formwork/engine/bus/local/local";
import { systemClock } from "@formwork/engine/runtime/clock";
import { eventually } from "@formwork/engine/testing/collect";
import { expect } from "chai";
import { createTokenSessions, type TokenSessions } from "./token-sessions.ts";

const secret = "a secret of at least 32 characters";

describe("token sessions", () => {
  let bus: Bus;
  let sessions: TokenSessions;
  let now: number;
  const clock = { ...systemClock, now: () => now };

  beforeEach(async () => {
    now = Date.now();
    bus = createLocalBus({ path: ":memory:", clock });
    await bus.open();
    sessions = createTokenSessions({ secret, bus, clock });
    await sessions.start();
  });
  afterEach(() => bus.close());

  const sign = (sessionId: string, by = secret) =>
    createTokenSigner({ secret: by })({
      userId: "u",
      sessionId,
      role: "viewer",
      email: "ada@example.org",
      expiresAt: now + 60_000,
    });

  it("know who a good token belongs to, and nobody else", async () => {
    expect(await sessions.authenticate(await sign("s1"))).to.deep.equal({
      id: "u",
      role: "viewer",
      email: "ada@example.org",
      sessionId: "s1",
    });
    expect(
      await sessions.authenticate(await sign("s1", "another secret of 32 characters!")),
    ).to.equal(null);
    expect(await sessions.authenticate("nonsense")).to.equal(null);
  });

  it("take no token after its time", async () => {
    const token = await sign("s1");
    now += 61_000;
    expect(await sessions.authenticate(token)).to.equal(null);
  });

  it("take no token of a session that was signed out, and no harm from notes of another kind", async () => {
    const [gone, kept] = [await sign("gone"), await sign("kept")];
    for (const note of [null, "s", { sessionId: 7 }, { sessionId: "gone" }])
      bus.signal(topics.signedOut, note);
    await eventually(
      async () => (await sessions.authenticate(gone)) === null,
      () => "still let in",
    );
    expect(await sessions.authenticate(kept)).to.not.equal(null);
  });
});
