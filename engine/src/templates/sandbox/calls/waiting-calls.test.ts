import { expect } from "chai";
import type { Call } from "./call.ts";
import { createWaitingCalls } from "./waiting-calls.ts";

describe("calls that wait for the sandbox", () => {
  let now = 0;
  const create = () => createWaitingCalls({ now: () => now });

  /** Makes a call, and remembers why it was rejected. */
  function aCall(id: string, { text = "", signal }: { text?: string; signal?: AbortSignal } = {}) {
    const call: Call & { rejected?: string } = {
      task: { kind: "validate", hash: "h", payload: { text } },
      schema: undefined,
      asker: { id, signal },
      since: now,
      resolve: () => undefined,
      reject: ({ message }) => {
        call.rejected = message;
      },
    };
    return call;
  }
  const idsOf = (calls: readonly Call[]) => calls.map(({ asker }) => asker.id).join("");

  beforeEach(() => {
    now = 100_000;
  });

  it("are sent by turns, at most so many and so long at once", () => {
    const waiting = create();
    const text = "x".repeat(200_000);
    for (let one = 0; one < 5; one++) waiting.add(aCall("a", { text }));
    waiting.add(aCall("b"));
    expect(idsOf(waiting.take(256).calls)).to.equal("aba");
    expect(idsOf(waiting.take(1).calls)).to.equal("a");
    expect(idsOf(waiting.take(256).calls)).to.equal("aa");
    waiting.add(aCall("c", { text: text.repeat(10) }));
    expect(idsOf(waiting.take(256).calls), "one that is longer alone").to.equal("c");
  });

  it("take turns among the requests of one caller as well", () => {
    const waiting = create();
    const [batch, single] = [new AbortController().signal, new AbortController().signal];
    const [first, second, other] = [batch, batch, single].map((signal) => aCall("a", { signal }));
    for (const call of [first, second, other]) if (call !== undefined) waiting.add(call);
    expect(waiting.take(2).calls).to.deep.equal([first, other]);
    if (other !== undefined) waiting.putBack([other]);
    expect(waiting.take(2).calls).to.deep.equal([other, second]);
  });

  it("are dropped where their caller has left, and no others", () => {
    const waiting = create();
    const left = new AbortController();
    const stays = new AbortController();
    const calls = [left, stays, left].map(({ signal }) => aCall("a", { signal }));
    const other = aCall("b");
    for (const call of [...calls, other]) waiting.add(call);
    left.abort();
    expect(idsOf(waiting.take(256).calls)).to.equal("ba");
    expect([...calls, other].map(({ rejected }) => rejected)).to.deep.equal([
      "The caller has left",
      undefined,
      "The caller has left",
      undefined,
    ]);
  });

  it("are refused where a caller has too many, or all together", () => {
    const waiting = create();
    const refused = (id: string, count: number) =>
      Array.from({ length: count }, () => aCall(id)).filter((call) => {
        waiting.add(call);
        return call.rejected !== undefined;
      }).length;
    expect([refused("a", 10_001), refused("b", 1)]).to.deep.equal([1, 0]);
    expect([refused("c", 9000), refused("d", 1000)]).to.deep.equal([0, 1]);
  });

  it("are refused after ten seconds in which their caller got no answer", () => {
    const waiting = create();
    const [late, served] = [aCall("a"), aCall("b")];
    waiting.add(late);
    waiting.add(served);
    now += 9000;
    const fresh = aCall("c");
    waiting.add(fresh);
    waiting.answered(served);
    now += 2000;
    waiting.sweep();
    expect(late.rejected).to.contain("too long");
    expect([served.rejected, fresh.rejected]).to.deep.equal([undefined, undefined]);
    expect(idsOf(waiting.take(256).calls)).to.equal("bc");
  });
});
