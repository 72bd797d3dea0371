import { expect } from "chai";
import fc from "fast-check";
import { parseJson } from "./parse-json.ts";

const keyword = (text: string) => parseJson(text).faults.map((fault) => fault.keyword);
const placed = (text: string) => parseJson(text).faults.map(({ pointer }) => pointer);

const exact = [
  ...["0", "-0", "0.000", "0e5", "5", "-17", "0.1", "1.50", "123456789.25", "1e3", "1.5E+300"],
  ...["9007199254740991", "-9007199254740992", "9007199254740994", "100000000000000000000", "1e22"],
  ...["5e-324", "1.7976931348623157e308", "0.30000000000000004", "0.10000000000000001"],
  ...["2.2250738585072014e-308", "0.1000000000000000055511151231257827"],
];
const inexact = [
  ...["9007199254740993", "-9007199254740993", "-1001234567890123456", "12345678901234567890"],
  ...["9223372036854775807", "9223372036854775808", "90071992547409930e-1", "9007199254740993.0"],
  ...["1e400", "-1e400", "1e-400", "2e-324", `1${"0".repeat(400)}`, "1.00000000000000000001"],
  ...["0.12345678901234567", "3.14159265358979323846", "123456789.123456789"],
];

describe("parsing JSON exactly", () => {
  for (const number of exact)
    it(`keeps ${number.slice(0, 40)}`, () => {
      expect(parseJson(`{"n":[${number}]}`)).to.deep.equal({
        value: { n: [Number(number)] },
        faults: [],
      });
    });

  for (const number of inexact)
    it(`has a fault for ${number.slice(0, 40)}`, () => {
      expect(placed(`{"a/b":[1,${number}]}`)).to.deep.equal(["/a~1b/1"]);
      expect(keyword(number)).to.deep.equal(["exactNumber"]);
    });

  it("says why a number is refused", () => {
    const messages = parseJson("[9007199254740993,1e400,1e-400,1.00000000000000000001]").faults.map(
      ({ message }) => message,
    );
    expect(messages).to.deep.equal([
      "is too long a number to be kept exactly; make it a text",
      "is too large a number to be kept; make it a text",
      "is too close to 0 to be kept; make it a text",
      "has more digits than can be kept exactly; round it or make it a text",
    ]);
  });

  it("does not take texts for numbers or keys", () => {
    const text = JSON.stringify({ a: "9007199254740993", '1e400":2,"a': '{"a":1,"a":1e999}\\' });
    expect(parseJson(text).faults).to.deep.equal([]);
  });

  it("has a fault for each repeated key, at its place, however it is written", () => {
    expect(placed('{"a":1,"b":{"x":1,"x":2},"\\u0061":3}')).to.deep.equal(["/b/x", "/a"]);
    expect(placed('[{"":1},{"a":{},"":1,"":2}]')).to.deep.equal(["/1/"]);
    expect(keyword('{"a":{"b":1},"c":{"b":1}}')).to.deep.equal([]);
  });

  it("has a fault for a key that reaches a prototype", () => {
    expect(placed('{"a":[{"__pro\\u0074o__":1}],"constructor":{}}')).to.deep.equal([
      "/a/0/__proto__",
      "/constructor",
    ]);
  });

  it("has a fault for half of a character, in texts and keys, however it is written", () => {
    const halves = ['"\\ud83d"', '"\\uDE00"', '"\ud83d"', '"\\ude00\\ud83d"', '"\\ud83d\\u0041"'];
    for (const half of halves) expect(keyword(half), half).to.deep.equal(["wellFormed"]);
    expect(placed('{"a":["\\ud83d\\ud83d\\ude00"],"b\\ude00":1}')).to.deep.equal([
      "/a/0",
      "/b\ude00",
    ]);
    const whole = [
      '"\\uD83D\\uDE00"',
      '"\ud83d\ude00"',
      '"\\\\ud83d"',
      '{"\\ud83d\\ude00":"\\u0000"}',
    ];
    for (const text of whole) expect(keyword(text), text).to.deep.equal([]);
  });

  it("tells where in the text a fault is", () => {
    const text = '{ "id": 9007199254740993, "id": 1 }';
    expect(parseJson(text).faults.map(({ from, to }) => text.slice(from, to))).to.deep.equal([
      "9007199254740993",
      '"id"',
    ]);
  });

  it("stops at 10,000 faults", () => {
    const bad = (count: number) => `[${Array(count).fill("1e999").join(",")}]`;
    expect(parseJson(bad(9000)).faults).to.have.length(9000);
    expect(parseJson(bad(90_000)).faults).to.have.length(10_000);
  });

  it("needs no call stack for deep values", () => {
    const text = `${"[".repeat(200_000)}1e999${"]".repeat(200_000)}`;
    expect(keyword(text)).to.deep.equal(["exactNumber"]);
  });

  it("returns what JSON.parse returns, without faults, for any JSON of doubles", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 3 }), (value, indent) => {
        fc.pre(!/"(__proto__|constructor|prototype)":/.test(JSON.stringify(value)));
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text)).to.deep.equal({ value: JSON.parse(text), faults: [] });
      }),
    );
  });

  it("has faults exactly where a whole number is not written back as the same number", () => {
    const numbers = fc.array(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), { maxLength: 20 });
    fc.assert(
      fc.property(numbers, (list) => {
        const changed = list.flatMap((number, at) =>
          writtenBack(Number(number)) === number ? [] : [`/${at}`],
        );
        expect(placed(`[${list.join(",")}]`)).to.deep.equal(changed);
      }),
    );
  });

  it("has a fault for any key given twice", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), (keys, pick) => {
        const again = keys[pick % keys.length] ?? "";
        const members = [...keys, again].map((key) => `${JSON.stringify(key)}:0`);
        expect(keyword(`{${members.join(",")}}`)).to.include("uniqueKeys");
      }),
    );
  });

  it("refuses what is no JSON like JSON.parse", () => {
    for (const text of ["", "{", "01", "[1,]", "NaN", "{'a':1}"])
      expect(() => parseJson(text), text).to.throw(SyntaxError);
  });
});

/** Returns the whole number as which JavaScript writes a number. */
function writtenBack(value: number): bigint {
  const [, sign = "", whole = "", fraction = "", power = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e\+(\d+))?$/.exec(String(value)) ?? [];
  return BigInt(`${sign}${whole}${fraction}`) * 10n ** BigInt(Number(power) - fraction.length);
}
