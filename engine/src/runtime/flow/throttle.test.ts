import { expect } from "chai";
import { eventually } from "../../testing/eventually.ts";
import { throttle } from "./throttle.ts";

describe("throttle", () => {
  let made: string[];
  const make = (call: ReturnType<typeof throttle>, key: string, name = key) =>
    call(key, () => made.push(name));
  beforeEach(() => {
    made = [];
  });

  it("makes the first call at once and the last of those that follow in time", async () => {
    const call = throttle({ ms: 10 });
    for (const name of ["1", "2", "3"]) make(call, "work", name);
    expect(made).to.deep.equal(["1"]);
    await eventually(
      () => made.length === 2,
      () => made.join(),
    );
    expect(made).to.deep.equal(["1", "3"]);
  });

  it("keeps keys apart", () => {
    const call = throttle({ ms: 10_000 });
    for (const key of ["a", "b", "a"]) make(call, key);
    expect(made).to.deep.equal(["a", "b"]);
  });

  it("makes a call at once again after a quiet moment", async () => {
    const call = throttle({ ms: 1 });
    make(call, "work", "1");
    await eventually(
      () => {
        const before = made.length;
        make(call, "work", "again");
        return made.length > before;
      },
      () => made.join(),
    );
  });
});
