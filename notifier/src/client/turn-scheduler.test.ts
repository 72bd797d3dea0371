import { expect } from "chai";
import { createTurnScheduler } from "./turn-scheduler.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("turn scheduler", () => {
  it("runs a task once, however often it was scheduled", async () => {
    const schedule = createTurnScheduler({ tasksPerTurn: 10 });
    const done: string[] = [];
    const [a, b] = ["a", "b"].map((name) => () => void done.push(name));
    for (const task of [a, b, a, a]) if (task !== undefined) schedule(task);
    expect(done).to.deep.equal([]);
    await turn();
    expect(done).to.deep.equal(["a", "b"]);
  });

  it("runs a limited number of tasks per turn", async () => {
    const schedule = createTurnScheduler({ tasksPerTurn: 3 });
    const done: number[] = [];
    const counts: number[] = [];
    for (let i = 0; i < 7; i++) schedule(() => done.push(i));
    for (let i = 0; i < 3; i++) {
      await turn();
      counts.push(done.length);
    }
    expect(counts).to.deep.equal([3, 6, 7]);
  });

  it("runs a task again that schedules itself", async () => {
    const schedule = createTurnScheduler({ tasksPerTurn: 2 });
    let done = 0;
    const again = () => {
      done += 1;
      if (done < 5) schedule(again);
    };
    schedule(again);
    for (let i = 0; i < 5; i++) await turn();
    expect(done).to.equal(5);
  });
});
