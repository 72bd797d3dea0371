import { expect } from "chai";
import { createStoredIds } from "./stored-ids.ts";

function aStorage(text: string | null = null) {
  const kept = new Map([["k", text]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe("the list of ids that tabs share", () => {
  it("is seen by another tab at once", () => {
    const storage = aStorage();
    const [here, there] = [1, 2].map(() =>
      createStoredIds({ key: "k", limit: 9, storage: () => storage }),
    );
    here?.add("a");
    expect(there?.has("a")).to.equal(true);
    there?.remove("a");
    expect(here?.all()).to.deep.equal([]);
  });

  it("forgets the oldest first", () => {
    const storage = aStorage();
    const list = createStoredIds({ key: "k", limit: 2, storage: () => storage });
    for (const id of ["a", "b", "a", "c"]) list.add(id);
    expect(list.all()).to.deep.equal(["a", "c"]);
  });

  it("starts empty when what is stored is not a list", () => {
    for (const text of ["{}", "no json", "[1]"]) {
      const list = createStoredIds({ key: "k", limit: 9, storage: () => aStorage(text) });
      expect(list.all(), text).to.deep.equal([]);
    }
  });

  it("is empty in a browser that refuses storage", () => {
    const refuse = () => {
      throw new Error("denied");
    };
    expect(createStoredIds({ key: "k", limit: 9, storage: refuse }).all()).to.deep.equal([]);
  });
});
