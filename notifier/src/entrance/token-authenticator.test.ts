import type { Principal } from "@formwork/contracts/account";
import { createTokenSigner } from "@formwork/engine/accounts/tokens";
import { type Bus, topics } from "@formwork/engine/bus/bus";
import { createLocalBus } from "@formwork/engine/bus/local/local";
import { systemClock } from "@formwork/engine/runtime/clock";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { createTokenAuthenticator, type TokenAuthenticator } from "./token-authenticator.ts";

const secret = "a secret of at least 32 characters";

describe("token authenticator", () => {
  let bus: Bus;
  let authenticator: TokenAuthenticator;
  let now: number;
  const clock = { ...systemClock, now: () => now };

  beforeEach(async () => {
    now = Date.now();
    bus = createLocalBus({ path: ":memory:", clock });
    await bus.open();
    authenticator = createTokenAuthenticator({ secret, bus, clock });
    await authenticator.start();
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

  it("returns the principal of a valid token, and null for any other", async () => {
    expect(await authenticator.authenticate(await sign("s1"))).to.deep.equal({
      id: "u",
      role: "viewer",
      email: "ada@example.org",
      sessionId: "s1",
    });
    expect(
      await authenticator.authenticate(await sign("s1", "another secret of 32 characters!")),
    ).to.equal(null);
    expect(await authenticator.authenticate("nonsense")).to.equal(null);
  });

  it("asks, where it can, what the user of a token may now", async () => {
    let answer: Principal | null = {
      ...{ id: "u", role: "operator", email: "ada@example.org", sessionId: null, sees: "all" },
    };
    const ask = async () => answer;
    const asking = createTokenAuthenticator({ secret, bus, clock, ask });
    const token = await sign("s1");
    expect(await asking.authenticate(token)).to.deep.equal({ ...answer, sessionId: "s1" });
    answer = null;
    expect(await asking.authenticate(token), "where the signal was lost").to.equal(null);
    expect(await asking.authenticate("nonsense")).to.equal(null);
  });

  it("refuses an expired token", async () => {
    const token = await sign("s1");
    now += 61_000;
    expect(await authenticator.authenticate(token)).to.equal(null);
  });

  it("refuses tokens of a session that ended, and ignores malformed signals", async () => {
    const [gone, kept] = [await sign("gone"), await sign("kept")];
    for (const body of [null, "s", { sessionId: 7 }, { sessionId: "gone" }])
      bus.signal(topics.signedOut, body);
    await eventually(
      async () => (await authenticator.authenticate(gone)) === null,
      () => "still valid",
    );
    expect(await authenticator.authenticate(kept)).to.not.equal(null);
  });
});
