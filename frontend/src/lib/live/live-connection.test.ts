import { expect } from "chai";
import { anEvent } from "../../testing/a-job.ts";
import { aLiveConnection } from "../../testing/a-live-connection.ts";

const progress = (seq: number, id = "a") => anEvent("job.progressed", { id, seq });

describe("the live connection", () => {
  it("subscribes to the joined rooms when it connects, and is live once the server accepts", async () => {
    const { live, requests, connect } = aLiveConnection();
    live.join("jobs");
    live.start();
    expect(live.status().state).to.equal("connecting");
    await connect();
    expect(requests).to.deep.equal([{ rooms: ["jobs"] }]);
    expect(live.status()).to.deep.equal({ state: "live", asOf: 1_000 });
  });

  it("resets once after its first subscription, because earlier replies may lack events", async () => {
    const { live, emitted, connect } = aLiveConnection();
    live.join("jobs");
    live.start();
    await connect();
    await connect();
    expect(emitted).to.deep.equal(["reset"]);
  });

  it("reconnects with the cursor of the last event", async () => {
    const { live, requests, handlers, connect } = aLiveConnection();
    live.join("jobs");
    live.start();
    await connect();
    handlers().event(progress(1), "c7");
    handlers().disconnected();
    await connect();
    expect(requests.at(-1)).to.deep.equal({ rooms: ["jobs"], cursor: "c7" });
  });

  it("shows a new token on the open socket, and on none that is closed", async () => {
    const { live, tokens, handlers, connect } = aLiveConnection();
    live.start();
    live.authenticate("early");
    await connect();
    live.authenticate("next");
    handlers().disconnected();
    live.authenticate("late");
    expect(tokens).to.deep.equal(["next"]);
  });

  it("keeps the time of the last arrival while it is down, and retries at growing delays", () => {
    const { live, scheduled, handlers, connect, at } = aLiveConnection();
    live.join("jobs");
    live.start();
    return connect().then(() => {
      at(5_000);
      handlers().active();
      at(9_000);
      handlers().disconnected();
      expect(live.status()).to.deep.equal({ state: "down", asOf: 5_000 });
      handlers().disconnected();
      handlers().disconnected();
      expect(scheduled.map(({ ms }) => ms)).to.deep.equal([1_000, 2_000, 4_000]);
    });
  });

  it("emits each event once, and in order", async () => {
    const { live, emitted, handlers, connect } = aLiveConnection();
    live.join("jobs");
    live.start();
    await connect();
    for (const seq of [1, 2, 2, 1, 3]) handlers().event(progress(seq), `c${seq}`);
    expect(emitted).to.deep.equal(["reset", "a:1", "a:2", "a:3"]);
  });

  it("reports a gap after the event that revealed it", async () => {
    const { live, emitted, handlers, connect } = aLiveConnection();
    live.start();
    live.join("jobs");
    await connect();
    handlers().event(progress(1), "c1");
    handlers().event(progress(4), "c4");
    expect(emitted.slice(-2)).to.deep.equal(["a:4", "gap a"]);
  });

  it("takes the server's cursor at a reset, and forgets the numbers seen before", async () => {
    const { live, emitted, requests, handlers, connect } = aLiveConnection([
      { ok: true, cursor: "c1", mode: "live" },
      { ok: true, cursor: "c90", mode: "reset" },
    ]);
    live.join("jobs");
    live.start();
    await connect();
    handlers().event(progress(5), "c5");
    handlers().disconnected();
    await connect();
    handlers().event(progress(2), "c91");
    expect(emitted).to.deep.equal(["reset", "a:5", "reset", "a:2"]);
    handlers().disconnected();
    await connect();
    expect(requests.at(-1)?.cursor).to.equal("c91");
  });

  it("joins a further room at once, and leaves it with its last listener", async () => {
    const { live, requests, left, connect } = aLiveConnection();
    live.join("jobs");
    live.start();
    await connect();
    const joined: string[] = [];
    const leaveOne = live.join("job:a", () => joined.push("joined"));
    const leaveOther = live.join("job:a");
    await Promise.resolve();
    expect(requests.at(-1)).to.deep.equal({ rooms: ["job:a"] });
    leaveOne();
    expect(left).to.deep.equal([]);
    leaveOther();
    expect(left).to.deep.equal(["job:a"]);
  });

  it("calls a room's listener after each join, so that it can read what was missed", async () => {
    const { live, handlers, connect } = aLiveConnection();
    const joined: string[] = [];
    live.join("job:a", () => joined.push("joined"));
    live.start();
    await connect();
    handlers().disconnected();
    await connect();
    expect(joined).to.have.length(2);
  });

  it("reports its start as the age of the data where it never connected", () => {
    const { live, handlers, at } = aLiveConnection();
    at(5000);
    live.start();
    expect(live.status().state).to.equal("connecting");
    at(9000);
    handlers().disconnected();
    expect(live.status()).to.deep.equal({ state: "down", asOf: 5000 });
  });

  it("is not live when the server rejects the session", async () => {
    const { live, emitted, transport, connect } = aLiveConnection([
      { ok: false, code: "not-signed-in", detail: "" },
    ]);
    live.join("jobs");
    live.start();
    await connect();
    expect(emitted).to.deep.equal(["unauthorized"]);
    expect(live.status().state).to.equal("connecting");
    expect(transport.closes).to.equal(1);
  });

  it("connects at once when it is told to, unless it is live", async () => {
    const { live, transport, connect } = aLiveConnection();
    live.start();
    live.reconnectNow();
    expect(transport.connects).to.equal(2);
    await connect();
    live.reconnectNow();
    expect(transport.connects).to.equal(2);
  });

  it("gives the events that arrived after a position", async () => {
    const { live, handlers, connect } = aLiveConnection();
    live.start();
    await connect();
    handlers().event(progress(1), "c1");
    const position = live.position();
    handlers().event(progress(2), "c2");
    expect(live.eventsSince(position)).to.deep.equal([progress(2)]);
  });

  it("does not reconnect once it was stopped", () => {
    const { live, scheduled, handlers } = aLiveConnection();
    live.start();
    live.stop();
    handlers().disconnected();
    expect(scheduled).to.deep.equal([]);
  });
});
