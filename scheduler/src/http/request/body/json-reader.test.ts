import { DomainError } from "@formwork/engine/errors";
import { expect } from "chai";
import fc from "fast-check";
import { createJsonReader } from "./json-reader.ts";
import { parseBytes } from "./parse-bytes.ts";

/** Reads a text as the body of a small request is read. */
function readWhole(text: string): unknown {
  const { value, faults } = parseBytes(Buffer.from(text));
  return { value, faults: faults.map(placed) };
}

/** Reads a text in chunks of `size` bytes, with portions so small that every list is cut. */
function read(text: string, { size = 5, portionBytes = 3 } = {}): unknown {
  const bytes = Buffer.from(text);
  const reader = createJsonReader({ portionBytes });
  for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size));
  const { value, faults } = reader.end();
  return { value, faults: faults.map(placed) };
}

/** Returns a fault without its offsets, which count from the start of a portion. */
function placed({ pointer, message }: { pointer: string; message: string }): string {
  return `${pointer} ${message}`;
}

const sizes = fc.record({
  size: fc.integer({ min: 1, max: 50 }),
  portionBytes: fc.integer({ min: 0, max: 20 }),
});
const batch = fc.dictionary(fc.string(), fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()));

describe("createJsonReader", () => {
  it("reads what is read of a whole text, wherever it is cut", () => {
    const json = fc.oneof(batch, fc.jsonValue()).map((value) => JSON.stringify(value, null, 1));
    fc.assert(
      fc.property(json, sizes, (text, cuts) => {
        expect(outcomeOf(() => read(text, cuts))).to.deep.equal(outcomeOf(() => readWhole(text)));
      }),
    );
  });

  it("finds the same faults as in a whole text, wherever it is cut", () => {
    const items = ["1", "1e999", '{"a":[9007199254740993]}', '{"a":1,"a":{"b":[1e400]}}', "[]"];
    const list = fc.array(fc.constantFrom(...items)).map((chosen) => `[${chosen.join(", ")}]`);
    const key = fc.constantFrom("a", "b", "a/b", "0", "10");
    const text = fc
      .array(fc.tuple(key, list))
      .map((members) => `{${members.map(([name, value]) => `"${name}": ${value}`).join(",")}}`);
    const unordered = (outcome: unknown) =>
      JSON.stringify(outcome, (name, value) =>
        name === "faults" ? [...new Set(value)].sort() : value,
      );
    fc.assert(
      fc.property(text, sizes, (json, cuts) => {
        fc.pre(new Set(json.match(/"[^"]+": \[/g)).size === (json.match(/": \[/g) ?? []).length);
        expect(unordered(read(json, cuts))).to.equal(unordered(readWhole(json)));
      }),
    );
  });

  it("refuses a body with more faults than are listed", () => {
    const list = Array(10_001).fill("1e999").join(",");
    expect(() => read(`{"jobs": [${list}]}`, { size: 1000, portionBytes: 1000 })).to.throw(
      DomainError,
      "More numbers",
    );
  });

  it("refuses what is refused of a whole text, wherever it is cut", () => {
    const damage = fc.constantFrom("", ",", "[", "]", "{", "}", '"', "\\", ":", "1", " ", "\ufeff");
    const damaged = fc
      .tuple(batch, fc.nat(), damage, fc.nat(2))
      .map(([value, at, put, removed]) => {
        const text = JSON.stringify(value);
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + removed);
      });
    fc.assert(
      fc.property(damaged, sizes, (text, cuts) => {
        const expected = outcomeOf(() => readWhole(text));
        expect(
          outcomeOf(() => read(text, cuts)),
          text,
        ).to.deep.equal(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses an item, and a frame, that are too long to be parsed at once", () => {
    const limits = { portionBytes: 10, maxPartBytes: 20 };
    const long = "x".repeat(40);
    const reader = createJsonReader(limits);
    reader.write(Buffer.from(`{"jobs": [${Array(100).fill('"short"')}]}`));
    expect(reader.end().value).to.have.property("jobs").with.length(100);
    for (const text of [
      `{"jobs": ["a", "${long}", 1]}`,
      `{"${long}": []}`,
      `{"a": {"b": "${long}"}}`,
    ])
      expect(() => createJsonReader(limits).write(Buffer.from(text)), text).to.throw(
        DomainError,
        "longer than 20 bytes",
      );
  });

  it("reads no more of a list that has too many items", () => {
    const reader = createJsonReader({ portionBytes: 10, maxItems: 100 });
    reader.write(Buffer.from(`{"a": [${Array(100).fill("1")}], "b": [${Array(100).fill("1")}]}`));
    expect(reader.end().value).to.have.property("b").with.length(100);
    const endless = createJsonReader({ portionBytes: 10, maxItems: 100 });
    expect(() => endless.write(Buffer.from(`{"a": [${"1,".repeat(120)}`))).to.throw(
      DomainError,
      "more than 100 items",
    );
  });

  it("refuses lists with a missing item", () => {
    for (const list of ["[,1]", "[1,]", "[1,,2]", "[,]", "[ , ]", "[1 2]", "[1}"])
      expect(() => read(`{"jobs": ${list}}`), list).to.throw(DomainError, "not JSON");
  });

  it("refuses text that is not UTF-8, in a list and around it", () => {
    for (const parts of [
      ['{"jobs": ["', '"]}'],
      ['{"', '": []}'],
    ]) {
      const [before = "", after = ""] = parts;
      const reader = createJsonReader();
      const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]);
      expect(() => {
        reader.write(bytes);
        reader.end();
      }).to.throw(DomainError, "UTF-8");
    }
  });

  it("tells the keys that reach a prototype, at their place, and changes none by them", () => {
    const places = (text: string) => Object(read(text)).faults.map(firstWord);
    expect(places('{"jobs": [{"a": 1}, {"b": {"__pr\\u006fto__": 1}}]}')).to.deep.equal([
      "/jobs/1/b/__proto__",
    ]);
    expect(places('{"a": {"constructor": []}}')).to.deep.equal(["/a/constructor"]);
    expect(places('{"__proto__": [1], "prototype": []}')).to.have.members([
      "/__proto__",
      "/prototype",
    ]);
    expect(places('{"key": "__proto__", "proto": 1, "constructors": []}')).to.deep.equal([]);
    const { value } = Object(read('{"__proto__": [1]}'));
    expect(Object.getPrototypeOf(value)).to.equal(Object.prototype);
  });
});

function firstWord(text: string): string {
  return text.split(" ")[0] ?? "";
}

function outcomeOf(work: () => unknown): unknown {
  try {
    return { value: work() };
  } catch {
    return "refused";
  }
}
