import type { LogPush } from "@formwork/contracts/event";
import { expect } from "chai";
import { encodePacket, type Packet } from "../log/packet.ts";
import { createLogShedder } from "./log-shedder.ts";

const aPush = (jobId: string, offset: number): LogPush => ({
  jobId,
  attempt: 1,
  offset,
  lines: [{ attempt: 1, offset, stream: "stdout", text: "line", at: "2026-03-01T08:00:00.000Z" }],
});

/** A shedder whose socket takes packets while `takes.now` says so. */
function aShedder() {
  const takes = { now: true };
  const sent: unknown[] = [];
  const offer = ({ text }: Packet) => {
    if (takes.now) sent.push(JSON.parse(text.slice(1))[1]);
    return takes.now;
  };
  const shedder = createLogShedder({ offer });
  return {
    takes,
    sent,
    mark: shedder.mark,
    push: (push: LogPush) => shedder.push(push, encodePacket("log", push)),
  };
}

describe("log shedder", () => {
  it("sends lines while the socket takes them", () => {
    const { push, sent } = aShedder();
    push(aPush("a", 1));
    expect(sent).to.deep.equal([aPush("a", 1)]);
  });

  it("marks per job up to where lines were left out", () => {
    const { push, mark, takes, sent } = aShedder();
    takes.now = false;
    for (const each of [aPush("a", 1), aPush("b", 1), aPush("a", 2)]) push(each);
    takes.now = true;
    mark();
    expect(sent).to.deep.equal([
      { ...aPush("a", 2), lines: [] },
      { ...aPush("b", 1), lines: [] },
    ]);
  });

  it("sends no later line before the mark", () => {
    const { push, mark, takes, sent } = aShedder();
    takes.now = false;
    push(aPush("a", 1));
    takes.now = true;
    push(aPush("a", 2));
    mark();
    push(aPush("a", 3));
    expect(sent).to.deep.equal([{ ...aPush("a", 2), lines: [] }, aPush("a", 3)]);
  });

  it("keeps a mark that the socket does not take either", () => {
    const { push, mark, takes, sent } = aShedder();
    takes.now = false;
    push(aPush("a", 1));
    mark();
    takes.now = true;
    mark();
    mark();
    expect(sent).to.have.length(1);
  });
});
