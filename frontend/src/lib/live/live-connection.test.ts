import type { SubscribeReply } from "@formwork/contracts/live-protocol";
import { expect } from "chai";
import { anEvent } from "../../testing/a-job.ts";
import { createLiveConnection, type LiveHandlers } from "./live-connection.ts";

type Ask = { rooms: string[]; cursor?: string };

/**
 * A live connection to a server that is played by the test: it answers each subscription with the
 * next of `replies`, else with live.
 */
function aLive(replies: SubscribeReply[] = []) {
  const asks: Ask[] = [];
  const left: string[] = [];
  const waits: { work: () => void; ms: number }[] = [];
  const told: string[] = [];
  const wire: { handlers?: LiveHandlers; closes: string[] } = { closes: [] };
  let clock = 1_000;
  const live = createLiveConnection({
    open: (handlers) => {
      wire.handlers = handlers;
      return {
        connect: () => {},
        close: () => wire.closes.push("closed"),
        subscribe: async (ask) => {
          asks.push(ask);
          return (
            replies.shift() ?? {
              ok: true,
              cursor: "c0",
              mode: ask.cursor === undefined ? "live" : "replayed",
            }
          );
        },
        unsubscribe: (rooms) => void left.push(...rooms),
      };
    },
    now: () => clock,
    random: () => 1,
    later: (work, ms) => {
      waits.push({ work, ms });
      return () => {};
    },
  });
  live.on.reset(() => told.push("reset"));
  live.on.refused(() => told.push("refused"));
  live.on.hole((id) => told.push(`hole ${id}`));
  live.on.event((event) => told.push(event.id));
  const at = (ms: number) => {
    clock = ms;
  };
  const handlers = () => wire.handlers ?? expect.fail("no socket was opened");
  const connect = async () => {
    await handlers().connected();
    await Promise.resolve();
  };
  return { live, asks, left, waits, told, wire, handlers, connect, at };
}

const step = (seq: number, id = "a") => anEvent("job.progressed", { id, seq });

describe("the live connection", () => {
  it("asks for the wanted rooms when it comes up, and is live once it was let in", async () => {
    const { live, asks, connect } = aLive();
    live.join("jobs");
    live.start();
    expect(live.status().state).to.equal("connecting");
    await connect();
    expect(asks).to.deep.equal([{ rooms: ["jobs"] }]);
    expect(live.status()).to.deep.equal({ state: "live", asOf: 1_000 });
  });

  it("has what was fetched before it listened fetched again, once", async () => {
    const { live, told, connect } = aLive();
    live.join("jobs");
    live.start();
    await connect();
    await connect();
    expect(told).to.deep.equal(["reset"]);
  });

  it("comes back with the cursor of the last event", async () => {
    const { live, asks, handlers, connect } = aLive();
    live.join("jobs");
    live.start();
    await connect();
    handlers().event(step(1), "c7");
    handlers().lost();
    await connect();
    expect(asks.at(-1)).to.deep.equal({ rooms: ["jobs"], cursor: "c7" });
  });

  it("says how old its news is while it is away, and tries again ever later", () => {
    const { live, waits, handlers, connect, at } = aLive();
    live.join("jobs");
    live.start();
    return connect().then(() => {
      at(5_000);
      handlers().heard();
      at(9_000);
      handlers().lost();
      expect(live.status()).to.deep.equal({ state: "down", asOf: 5_000 });
      handlers().lost();
      handlers().lost();
      expect(waits.map(({ ms }) => ms)).to.deep.equal([1_000, 2_000, 4_000]);
    });
  });

  it("shows each event once, and in order", async () => {
    const { live, told, handlers, connect } = aLive();
    live.join("jobs");
    live.start();
    await connect();
    for (const seq of [1, 2, 2, 1, 3]) handlers().event(step(seq), `c${seq}`);
    expect(told).to.deep.equal(["reset", "a:1", "a:2", "a:3"]);
  });

  it("tells of a hole after the event that showed it", async () => {
    const { live, told, handlers, connect } = aLive();
    live.start();
    live.join("jobs");
    await connect();
    handlers().event(step(1), "c1");
    handlers().event(step(4), "c4");
    expect(told.slice(-2)).to.deep.equal(["a:4", "hole a"]);
  });

  it("takes over the server's cursor at a reset, and starts to count anew", async () => {
    const { live, told, asks, handlers, connect } = aLive([
      { ok: true, cursor: "c1", mode: "live" },
      { ok: true, cursor: "c90", mode: "reset" },
    ]);
    live.join("jobs");
    live.start();
    await connect();
    handlers().event(step(5), "c5");
    handlers().lost();
    await connect();
    handlers().event(step(2), "c91");
    expect(told).to.deep.equal(["reset", "a:5", "reset", "a:2"]);
    handlers().lost();
    await connect();
    expect(asks.at(-1)?.cursor).to.equal("c91");
  });

  it("joins a further room at once, and leaves it when nobody wants it any more", async () => {
    const { live, asks, left, connect } = aLive();
    live.join("jobs");
    live.start();
    await connect();
    const joined: string[] = [];
    const leaveOne = live.join("job:a", () => joined.push("joined"));
    const leaveOther = live.join("job:a");
    await Promise.resolve();
    expect(asks.at(-1)).to.deep.equal({ rooms: ["job:a"] });
    leaveOne();
    expect(left).to.deep.equal([]);
    leaveOther();
    expect(left).to.deep.equal(["job:a"]);
  });

  it("tells a room's reader after each joining, so that what was missed can be read", async () => {
    const { live, handlers, connect } = aLive();
    const joined: string[] = [];
    live.join("job:a", () => joined.push("joined"));
    live.start();
    await connect();
    handlers().lost();
    await connect();
    expect(joined).to.have.length(2);
  });

  it("says how old the data is where it never came up", () => {
    const { live, handlers, at } = aLive();
    at(5000);
    live.start();
    expect(live.status().state).to.equal("connecting");
    at(9000);
    handlers().lost();
    expect(live.status()).to.deep.equal({ state: "down", asOf: 5000 });
  });

  it("says that it was refused, and does not call itself live", async () => {
    const { live, told, wire, connect } = aLive([{ ok: false, code: "not-signed-in", detail: "" }]);
    live.join("jobs");
    live.start();
    await connect();
    expect(told).to.deep.equal(["refused"]);
    expect(live.status().state).to.equal("connecting");
    expect(wire.closes).to.have.length(1);
  });

  it("does not come back once it was stopped", () => {
    const { live, waits, handlers } = aLive();
    live.start();
    live.stop();
    handlers().lost();
    expect(waits).to.deep.equal([]);
  });
});
