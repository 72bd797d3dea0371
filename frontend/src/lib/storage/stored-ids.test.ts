import { expect } from "chai";
import { aStorage } from "../../testing/a-storage.ts";
import { installDom } from "../../testing/install-dom.ts";
import { createStoredIds } from "./stored-ids.ts";

describe("stored ids", () => {
  installDom();

  it("are seen by another tab at once", () => {
    const storage = aStorage();
    const [here, there] = [1, 2].map(() =>
      createStoredIds({ key: "k", maxIds: 9, storage: () => storage }),
    );
    here?.add("a");
    expect(there?.has("a")).to.equal(true);
    there?.remove("a");
    expect(here?.all()).to.deep.equal([]);
  });

  it("are dropped when there are too many, the oldest first", () => {
    const storage = aStorage();
    const ids = createStoredIds({ key: "k", maxIds: 2, storage: () => storage });
    for (const id of ["a", "b", "a", "c"]) ids.add(id);
    expect(ids.all()).to.deep.equal(["a", "c"]);
  });

  it("are none when what is stored is not a list of ids", () => {
    for (const text of ["{}", "no json", "[1]"]) {
      const ids = createStoredIds({ key: "k", maxIds: 9, storage: () => aStorage({ k: text }) });
      expect(ids.all(), text).to.deep.equal([]);
    }
  });

  it("are none in a browser that refuses storage, and adding one there does not throw", () => {
    const refuse = () => {
      throw new Error("denied");
    };
    const ids = createStoredIds({ key: "k", maxIds: 9, storage: refuse });
    ids.add("a");
    ids.remove("a");
    expect(ids.all()).to.deep.equal([]);
  });

  it("are the same array until they change, and tell their listeners of a change", () => {
    const storage = aStorage();
    const ids = createStoredIds({ key: "k", maxIds: 9, storage: () => storage });
    let changes = 0;
    const stop = ids.subscribe(() => changes++);
    ids.add("a");
    expect(ids.all()).to.equal(ids.all());
    ids.remove("a");
    expect(changes).to.equal(2);
    stop();
    ids.add("b");
    expect(changes).to.equal(2);
  });
});
