import { expect } from "chai";
import { setPaths } from "./set-path.ts";

describe("--set", () => {
  const set = (target: Record<string, unknown>, ...texts: string[]) =>
    setPaths(
      target,
      texts.map((text) => ({ text, isText: false })),
    );

  it("sets values at dotted paths, and makes the objects on the way", () => {
    expect(set({ a: { x: 1 } }, "a.b.c=1", "d=true", "e=hello world")).to.deep.equal({
      ...{ a: { x: 1, b: { c: 1 } }, d: true, e: "hello world" },
    });
  });

  it("takes JSON where it is, and leaves text what a number would not keep", () => {
    expect(
      set({}, 'a={"b":[1]}', "v=1.10", "zip=007", "n=-2.5", "empty=", 'q="1"', "z=null"),
    ).to.deep.equal({
      ...{ a: { b: [1] }, v: "1.10", zip: "007", n: -2.5, empty: "", q: "1", z: null },
    });
    expect(setPaths({}, [{ text: "n=1", isText: true }])).to.deep.equal({ n: "1" });
  });

  it("refuses JSON of which something would be changed", () => {
    for (const json of ['{"n":12345678901234567890}', '{"a":1,"a":2}', '{"__proto__":1}'])
      expect(() => set({}, `a=${json}`), json).to.throw("--set a: /");
  });

  it("reaches into lists and over dots in keys", () => {
    expect(set({ list: [1, 2] }, "list.1=3", "list.2=4", "a\\.b=1", "x=a=b")).to.deep.equal({
      ...{ list: [1, 3, 4], "a.b": 1, x: "a=b" },
    });
  });

  it("leaves what it is given as it was", () => {
    const target = { a: { b: 1 } };
    set(target, "a.b=2");
    expect(target).to.deep.equal({ a: { b: 1 } });
  });

  it("refuses what is no assignment, no place in a list, and what reaches a prototype", () => {
    expect(() => set({}, "abc")).to.throw(/PATH=VALUE/);
    expect(() => set({}, "=1")).to.throw(/PATH=VALUE/);
    expect(() => set({ list: [] }, "list.5=1")).to.throw(/no place in a list of 0/);
    for (const path of ["__proto__.x=1", "a.constructor.y=1"])
      expect(() => set({}, path)).to.throw(/no key of a payload/);
    expect(Object.getPrototypeOf({})).to.not.have.property("x");
  });
});
