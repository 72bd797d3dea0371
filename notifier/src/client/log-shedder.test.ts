import type { LogPush } from "@formwork/contracts/live-protocol";
import { expect } from "chai";
import { encodePacket, type Packet } from "../log/packet.ts";
import { createLogShedder } from "./log-shedder.ts";

const aPush = (jobId: string, offset: number): LogPush => ({
  jobId,
  attempt: 1,
  offset,
  lines: [{ attempt: 1, offset, stream: "stdout", text: "line", at: "2026-03-01T08:00:00.000Z" }],
});

/** Creates a shedder whose socket writable packets while `writable.now` is true. */
function aShedder() {
  const writable = { now: true };
  const sent: unknown[] = [];
  const tryWrite = ({ text }: Packet) => {
    if (writable.now) sent.push(JSON.parse(text.slice(1))[1]);
    return writable.now;
  };
  const shedder = createLogShedder({ tryWrite });
  return {
    writable,
    sent,
    sendMarks: shedder.sendMarks,
    push: (push: LogPush) => shedder.push(push, encodePacket("log", push)),
  };
}

describe("log shedder", () => {
  it("sends lines while the socket is writable", () => {
    const { push, sent } = aShedder();
    push(aPush("a", 1));
    expect(sent).to.deep.equal([aPush("a", 1)]);
  });

  it("sends one mark per job, up to its last dropped line", () => {
    const { push, sendMarks, writable, sent } = aShedder();
    writable.now = false;
    for (const each of [aPush("a", 1), aPush("b", 1), aPush("a", 2)]) push(each);
    writable.now = true;
    sendMarks();
    expect(sent).to.deep.equal([
      { ...aPush("a", 2), lines: [] },
      { ...aPush("b", 1), lines: [] },
    ]);
  });

  it("drops lines until the mark is sent", () => {
    const { push, sendMarks, writable, sent } = aShedder();
    writable.now = false;
    push(aPush("a", 1));
    writable.now = true;
    push(aPush("a", 2));
    sendMarks();
    push(aPush("a", 3));
    expect(sent).to.deep.equal([{ ...aPush("a", 2), lines: [] }, aPush("a", 3)]);
  });

  it("keeps a mark while the socket is not writable", () => {
    const { push, sendMarks, writable, sent } = aShedder();
    writable.now = false;
    push(aPush("a", 1));
    sendMarks();
    writable.now = true;
    sendMarks();
    sendMarks();
    expect(sent).to.have.length(1);
  });
});
