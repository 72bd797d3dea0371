import { expect } from "chai";
import { aStorage } from "../../testing/a-storage.ts";
import { createStoredPlaces, type Place } from "./stored-places.ts";

describe("createStoredPlaces", () => {
  const place: Place = { id: "a", pastPx: 12, loaded: 100 };

  it("keeps a place for each entry of the history, until it is forgotten", () => {
    const storage = aStorage();
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
    const storage = aStorage();
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
      createStoredPlaces(() => ({ ...aStorage(), getItem: () => "rubbish" })).read("one"),
    ).to.equal(null);
    expect(
      createStoredPlaces(() => aStorage({ "formwork.list-places": "[1]" })).read("one"),
    ).to.equal(null);
  });
});
