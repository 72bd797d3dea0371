import { expect } from "chai";
import { createRota } from "./rota.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("rota", () => {
  it("does each piece once, however often it asked", async () => {
    const rota = createRota({ perTurn: 10 });
    const done: string[] = [];
    const [a, b] = ["a", "b"].map((name) => () => void done.push(name));
    for (const work of [a, b, a, a]) if (work !== undefined) rota(work);
    expect(done).to.deep.equal([]);
    await turn();
    expect(done).to.deep.equal(["a", "b"]);
  });

  it("does so many per turn", async () => {
    const rota = createRota({ perTurn: 3 });
    const done: number[] = [];
    const counts: number[] = [];
    for (let i = 0; i < 7; i++) rota(() => done.push(i));
    for (let i = 0; i < 3; i++) {
      await turn();
      counts.push(done.length);
    }
    expect(counts).to.deep.equal([3, 6, 7]);
  });

  it("does what asks again while it is done, in a later place", async () => {
    const rota = createRota({ perTurn: 2 });
    let done = 0;
    const again = () => {
      done += 1;
      if (done < 5) rota(again);
    };
    rota(again);
    for (let i = 0; i < 5; i++) await turn();
    expect(done).to.equal(5);
  });
});
