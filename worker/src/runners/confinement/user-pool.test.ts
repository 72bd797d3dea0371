import { expect } from "chai";
import { createUserPool, type UserPool } from "./user-pool.ts";
import { usersOfProcesses } from "./users-of-processes.ts";

describe("the users of attempts", () => {
  const pools: UserPool[] = [];
  const first = 3_000_000_000 + process.pid * 100;
  const poolOf = (count: number, group: number | null = null) => {
    const pool = createUserPool({ first, last: first + count - 1, group });
    pools.push(pool);
    return pool;
  };
  afterEach(() => {
    for (const pool of pools.splice(0)) pool.close();
  });

  it("are another one for each attempt, with a group of its own or the one of all", async () => {
    const pool = poolOf(3);
    expect(await pool.take()).to.deep.equal({ uid: first, gid: first, isOwn: true });
    expect(await pool.take()).to.have.property("uid", first + 1);
    pool.close();
    expect(await poolOf(1, 42).take()).to.have.property("gid", 42);
  });

  it("are used again once nothing of their attempt is left, and never otherwise", async () => {
    const pool = poolOf(3);
    const [one, two] = [await pool.take(), await pool.take()];
    pool.giveBack(one, false);
    pool.giveBack(two, true);
    expect(await pool.take()).to.equal(two);
    expect((await pool.take()).uid).to.equal(first + 2);
  });

  it("are waited for where all are in use, in turn", async () => {
    const pool = poolOf(1);
    const one = await pool.take();
    const order: string[] = [];
    const waiting = ["a", "b"].map(async (name) => {
      const user = await pool.take();
      order.push(name);
      pool.giveBack(user, true);
    });
    pool.giveBack(one, true);
    await Promise.all(waiting);
    expect(order).to.deep.equal(["a", "b"]);
  });

  it("are never those of another worker on the machine", async function () {
    if (process.platform !== "linux") this.skip();
    const [mine, others] = [poolOf(2), poolOf(2)];
    expect((await mine.take()).uid).to.not.equal((await others.take()).uid);
  });

  it("are never those of a process that runs", async () => {
    const [used = 0] = usersOfProcesses();
    const pool = createUserPool({ first: used, last: used, group: null });
    expect(await pool.take().catch(String)).to.contain("in use by others");
  });
});
