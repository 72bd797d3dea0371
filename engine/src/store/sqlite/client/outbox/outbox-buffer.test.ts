import { expect } from "chai";
import { type BufferedStep, createOutboxBuffer } from "./outbox-buffer.ts";

describe("the buffer of SQLite's outbox", () => {
  const limits = { maxSteps: 10, maxBehind: 2 };

  /** A step that only its position tells from others. */
  const stepAt = (position: number) => ({ id: String(position) }) as BufferedStep;

  function aBuffer() {
    const buffer = createOutboxBuffer(limits);
    let end = 0;
    return {
      ...buffer,
      /** Adds the steps of a commit of this process. */
      commit(count: number) {
        const made = Array.from({ length: count }, (_, n) => stepAt(end + n + 1));
        buffer.add(end, made);
        end += count;
      },
      /** A commit of another process, whose steps are in the file alone. */
      commitElsewhere(count: number) {
        end += count;
      },
      confirmTo(position: number) {
        const from = buffer.relayed();
        buffer.confirm(Array.from({ length: position - from }, (_, n) => from + n + 1));
      },
      ids: (limit = 100) => buffer.take(limit)?.map(({ id }) => Number(id)) ?? null,
    };
  }

  it("has what was committed, from what is relayed on", () => {
    const buffer = aBuffer();
    buffer.commit(3);
    expect(buffer.ids(2)).to.deep.equal([1, 2]);
    buffer.confirmTo(2);
    buffer.commit(2);
    expect(buffer.ids()).to.deep.equal([3, 4, 5]);
    buffer.confirmTo(5);
    expect(buffer.ids()).to.deep.equal([]);
  });

  it("leaves the file to be read where another process has committed in between", () => {
    const buffer = aBuffer();
    buffer.commit(1);
    buffer.commitElsewhere(1);
    buffer.commit(1);
    expect(buffer.ids()).to.equal(null);
    buffer.confirmTo(2);
    expect(buffer.ids()).to.deep.equal([3]);
  });

  it("keeps nothing while the bus is too far behind, and all again once it is not", () => {
    const buffer = aBuffer();
    buffer.commit(10);
    buffer.commit(1);
    expect(buffer.ids(), "more than it may keep").to.equal(null);
    buffer.confirmTo(8);
    buffer.commit(1);
    expect(buffer.ids(), "the bus is three steps behind").to.equal(null);
    buffer.confirmTo(10);
    buffer.commit(2);
    expect(buffer.ids(), "the file has steps before").to.equal(null);
    buffer.confirmTo(12);
    expect(buffer.ids()).to.deep.equal([13, 14]);
  });

  it("keeps a commit that is larger than the bus may be behind", () => {
    const buffer = aBuffer();
    buffer.commit(6);
    buffer.commit(4);
    expect(buffer.ids()).to.have.length(10);
  });
});
