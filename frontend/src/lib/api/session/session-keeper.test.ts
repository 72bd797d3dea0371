import type { Session } from "@formwork/contracts/account";
import { expect } from "chai";
import { aProblem } from "../../../testing/a-problem.ts";
import { createSessionKeeper } from "./session-keeper.ts";

const inMs = (ms: number) => new Date(ms).toISOString();
const aSession = (expiresAtMs: number): Session => ({
  ...{ token: "t", expiresAt: inMs(expiresAtMs), sessionExpiresAt: inMs(1e12) },
  user: { id: "ada", email: "ada@example.org", role: "admin", createdAt: inMs(0) },
});

describe("the keeper of the session", () => {
  function aKeeper(answer: () => Promise<Session> = async () => aSession(20_000)) {
    const scheduled: { work: () => void; ms: number }[] = [];
    const calls = { refresh: 0, renewed: 0, cancelled: 0 };
    let isMarked = true;
    const keeper = createSessionKeeper({
      refresh() {
        calls.refresh += 1;
        return answer();
      },
      alone: (work) => work(),
      mark: {
        isSet: () => isMarked,
        set: (isSet) => {
          isMarked = isSet;
        },
      },
      now: () => 10_000,
      schedule(work, ms) {
        scheduled.push({ work, ms });
        return () => {
          calls.cancelled += 1;
        };
      },
    });
    keeper.onRenewed(() => {
      calls.renewed += 1;
    });
    return { keeper, scheduled, calls, isMarked: () => isMarked };
  }

  it("renews tokens before they end, and goes on with the next ones", async () => {
    const { keeper, scheduled, calls } = aKeeper();
    keeper.keep(inMs(15_000));
    expect(scheduled.map(({ ms }) => ms)).to.deep.equal([4000]);
    scheduled[0]?.work();
    await keeper.renew();
    expect(calls).to.deep.include({ refresh: 1, renewed: 1 });
    expect(scheduled.map(({ ms }) => ms)).to.deep.equal([4000, 8000]);
  });

  it("renews at once what ended while the machine slept", () => {
    const { keeper, scheduled } = aKeeper();
    keeper.keep(inMs(5000));
    expect(scheduled[0]?.ms).to.equal(0);
  });

  it("renews once for all who ask at the same time", async () => {
    const { keeper, calls } = aKeeper();
    expect(await Promise.all([keeper.renew(), keeper.renew()])).to.deep.equal([true, true]);
    expect(calls.refresh).to.equal(1);
    await keeper.renew();
    expect(calls.refresh).to.equal(2);
  });

  it("stops where the session is over", async () => {
    const { keeper, calls, isMarked } = aKeeper(() =>
      Promise.reject(aProblem(401, { code: "not-signed-in" })),
    );
    expect(await keeper.renew()).to.equal(false);
    expect(isMarked()).to.equal(false);
    expect(await keeper.renew()).to.equal(false);
    expect(calls.refresh).to.equal(1);
  });

  it("does not take a server that is away for the end of the session", async () => {
    const { keeper, isMarked } = aKeeper(() => Promise.reject(aProblem(0)));
    const failed = await keeper.renew().then(
      () => "renewed",
      () => "failed",
    );
    expect(failed).to.equal("failed");
    expect(isMarked()).to.equal(true);
  });

  it("asks nothing for a browser that was never signed in", async () => {
    const { keeper, calls } = aKeeper();
    keeper.forget();
    expect(await keeper.renew()).to.equal(false);
    expect(calls.refresh).to.equal(0);
  });
});
