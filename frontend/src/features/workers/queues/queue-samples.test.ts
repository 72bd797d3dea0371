import { expect } from "chai";
import { addSamples, type QueueSamples } from "./queue-samples.ts";

const aQueue = (name: string, queued: number) => ({
  name,
  queued,
  oldestDueMs: queued * 10 || null,
});

describe("addSamples", () => {
  it("adds one of each queue, and forgets queues that are gone", () => {
    const first = addSamples(new Map(), [aQueue("a", 1), aQueue("b", 0)], 1);
    const second = addSamples(first, [aQueue("b", 2), aQueue("c", 3)], 2);
    expect([...second]).to.deep.equal([
      [
        "b",
        [
          { at: 1, queued: 0, oldestMs: 0 },
          { at: 2, queued: 2, oldestMs: 20 },
        ],
      ],
      ["c", [{ at: 2, queued: 3, oldestMs: 30 }]],
    ]);
  });

  it("keeps the last sixty", () => {
    let samples: QueueSamples = new Map();
    for (let at = 0; at < 100; at++) samples = addSamples(samples, [aQueue("a", at)], at);
    const kept = samples.get("a") ?? [];
    expect([kept.length, kept[0]?.at, kept.at(-1)?.at]).to.deep.equal([60, 40, 99]);
  });
});
