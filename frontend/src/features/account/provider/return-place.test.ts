import { expect } from "chai";
import { createReturnPlace } from "./return-place.ts";

describe("the place to return to", () => {
  const aStorage = () => {
    const items = new Map<string, string>();
    return {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    };
  };

  it("is taken once", () => {
    const storage = aStorage();
    const place = createReturnPlace(() => storage);
    place.keep("/jobs?state=failed");
    expect([place.take(), place.take()]).to.deep.equal(["/jobs?state=failed", null]);
  });

  it("is forgotten where the next sign-in has none", () => {
    const storage = aStorage();
    const place = createReturnPlace(() => storage);
    place.keep("/jobs");
    place.keep(null);
    expect(place.take()).to.equal(null);
  });

  it("is none where the browser refuses storage", () => {
    const place = createReturnPlace(() => {
      throw new Error("refused");
    });
    place.keep("/jobs");
    expect(place.take()).to.equal(null);
  });
});
