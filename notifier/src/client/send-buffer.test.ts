import { expect } from "chai";
import type { Packet } from "../log/packet.ts";
import { createSendBuffer } from "./send-buffer.ts";

/** Creates a send buffer on a network that takes one packet at each call of `take`. */
function aSendBuffer(limits = { unsentPackets: 3, unsentBytes: 100, waitingEvents: 4 }) {
  const unsent: { text: string; sent: () => void }[] = [];
  const reports: string[] = [];
  const buffer = createSendBuffer({
    limits,
    schedule: (task) => task(),
    write: ({ text }, sent) => unsent.push({ text, sent }),
    onWritable: () => reports.push("writable"),
  });
  const enqueue = (text: string, bytes = 10) => buffer.enqueue(aPacket(text, bytes));
  return { buffer, unsent, reports, enqueue, take: () => unsent.shift()?.sent() };
}

function aPacket(text: string, bytes: number): Packet {
  return { text, bytes, frame: Buffer.from(text) };
}

describe("send buffer", () => {
  it("writes at once while the network keeps up", () => {
    const { enqueue, unsent } = aSendBuffer();
    enqueue("a");
    enqueue("b");
    expect(unsent.map(({ text }) => text)).to.deep.equal(["a", "b"]);
  });

  it("queues beyond the limit of unsent packets, and writes in order as they are sent", () => {
    const { enqueue, unsent, take } = aSendBuffer();
    for (const text of "abcdef") enqueue(text);
    expect(unsent).to.have.length(3);
    take();
    take();
    expect(unsent.map(({ text }) => text)).to.deep.equal(["c", "d", "e"]);
  });

  it("queues beyond the limit of unsent bytes", () => {
    const { enqueue, unsent } = aSendBuffer();
    enqueue("a", 99);
    enqueue("b", 99);
    enqueue("c", 1);
    expect(unsent.map(({ text }) => text)).to.deep.equal(["a", "b"]);
  });

  it("reports when more packets are queued than allowed", () => {
    const { enqueue } = aSendBuffer();
    const answers = [..."abcdefgh"].map((text) => enqueue(text));
    expect(answers).to.deep.equal([true, true, true, true, true, true, true, false]);
  });

  it("refuses an optional packet while others are queued, and reports when it is writable", () => {
    const { buffer, enqueue, take, reports } = aSendBuffer();
    for (const text of "abcd") enqueue(text);
    expect(buffer.tryWrite(aPacket("log", 1))).to.equal(false);
    reports.length = 0;
    take();
    expect(reports).to.deep.equal([]);
    take();
    expect(reports).to.deep.equal(["writable"]);
    expect(buffer.tryWrite(aPacket("log", 1))).to.equal(true);
  });

  it("is drained when no packet is queued", async () => {
    const { buffer, enqueue, take } = aSendBuffer();
    await buffer.drained();
    for (const text of "abcd") enqueue(text);
    let drained = false;
    const waiting = buffer.drained().then(() => {
      drained = true;
    });
    await undefined;
    expect(drained).to.equal(false);
    take();
    take();
    await waiting;
  });

  it("is drained when it is closed", async () => {
    const { buffer, enqueue } = aSendBuffer();
    for (const text of "abcdef") enqueue(text);
    const waiting = buffer.drained();
    buffer.close();
    await waiting;
  });
});
