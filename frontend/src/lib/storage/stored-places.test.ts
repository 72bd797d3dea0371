import { expect } from "chai";
import { createStoredPlaces, type Place } from "./stored-places.ts";

describe("createStoredPlaces", () => {
  const place: Place = { id: "a", pastPx: 12, loaded: 100 };

  function inMemory() {
    const items = new Map<string, string>();
    return {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    };
  }

  it("keeps a place for each entry of the history, until it is forgotten", () => {
    const storage = inMemory();
    const places = createStoredPlaces(() => storage);
    places.write("one", place);
    places.write("two", { ...place, id: "b" });
    expect([places.read("one")?.id, places.read("two")?.id, places.read("three")]).to.deep.equal([
      "a",
      "b",
      null,
    ]);
    places.write("one", null);
    expect(places.read("one")).to.equal(null);
  });

  it("drops the oldest places", () => {
    const storage = inMemory();
    const places = createStoredPlaces(() => storage);
    for (let n = 0; n < 60; n++) places.write(`key-${n}`, place);
    expect([places.read("key-9"), places.read("key-10")]).to.deep.equal([null, place]);
  });

  it("keeps nothing where storage is refused or holds something else", () => {
    const refusing = createStoredPlaces(() => {
      throw new Error("refused");
    });
    refusing.write("one", place);
    expect(refusing.read("one")).to.equal(null);
    expect(
      createStoredPlaces(() => ({ ...inMemory(), getItem: () => "rubbish" })).read("one"),
    ).to.equal(null);
  });
});
