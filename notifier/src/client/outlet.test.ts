import { expect } from "chai";
import type { Packet } from "../log/packet.ts";
import { createOutlet } from "./outlet.ts";

/** An outlet on a network that takes a packet whenever the test says so. */
function anOutlet(limits = { unsentPackets: 3, unsentBytes: 100, waitingEvents: 4 }) {
  const unsent: { text: string; sent: () => void }[] = [];
  const told: string[] = [];
  const outlet = createOutlet({
    limits,
    rota: (work) => work(),
    write: ({ text }, sent) => unsent.push({ text, sent }),
    onRoom: () => told.push("room"),
  });
  const push = (text: string, bytes = 10) => outlet.push(aPacket(text, bytes));
  return { outlet, unsent, told, push, take: () => unsent.shift()?.sent() };
}

function aPacket(text: string, bytes: number): Packet {
  return { text, bytes, frame: Buffer.from(text) };
}

describe("outlet", () => {
  it("hands on at once while the network keeps up", () => {
    const { push, unsent } = anOutlet();
    push("a");
    push("b");
    expect(unsent.map(({ text }) => text)).to.deep.equal(["a", "b"]);
  });

  it("holds back beyond so many packets, and goes on in order as they leave", () => {
    const { push, unsent, take } = anOutlet();
    for (const text of "abcdef") push(text);
    expect(unsent).to.have.length(3);
    take();
    take();
    expect(unsent.map(({ text }) => text)).to.deep.equal(["c", "d", "e"]);
  });

  it("holds back beyond so many bytes", () => {
    const { push, unsent } = anOutlet();
    push("a", 99);
    push("b", 99);
    push("c", 1);
    expect(unsent.map(({ text }) => text)).to.deep.equal(["a", "b"]);
  });

  it("says when too many wait", () => {
    const { push } = anOutlet();
    const answers = [..."abcdefgh"].map((text) => push(text));
    expect(answers).to.deep.equal([true, true, true, true, true, true, true, false]);
  });

  it("refuses what may be left out while anything waits, and tells when there is room again", () => {
    const { outlet, push, take, told } = anOutlet();
    for (const text of "abcd") push(text);
    expect(outlet.offer(aPacket("log", 1))).to.equal(false);
    told.length = 0;
    take();
    expect(told).to.deep.equal([]);
    take();
    expect(told).to.deep.equal(["room"]);
    expect(outlet.offer(aPacket("log", 1))).to.equal(true);
  });

  it("is drained when nothing waits", async () => {
    const { outlet, push, take } = anOutlet();
    await outlet.drained();
    for (const text of "abcd") push(text);
    let drained = false;
    const waiting = outlet.drained().then(() => {
      drained = true;
    });
    await undefined;
    expect(drained).to.equal(false);
    take();
    take();
    await waiting;
  });

  it("keeps nobody waiting once it is closed", async () => {
    const { outlet, push } = anOutlet();
    for (const text of "abcdef") push(text);
    const waiting = outlet.drained();
    outlet.close();
    await waiting;
  });
});
