import { expect } from "chai";
import fc from "fast-check";
import { differingFields } from "./differing-fields.ts";

const paths = (payloads: Record<string, unknown>[]) =>
  differingFields(payloads).map(({ path }) => path);

describe("differingFields", () => {
  it("are none where all payloads are equal, or there is one", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 0, max: 5 }),
        (payload, count) => {
          const text = JSON.stringify(payload);
          const payloads = Array.from({ length: count }, () => JSON.parse(text));
          expect(differingFields(payloads)).to.deep.equal([]);
        },
      ),
    );
  });

  it("come with the most frequent values, those with the fewest values first", () => {
    const payloads = [
      { host: "web-1", region: "eu", same: true, deep: { port: 1 } },
      { host: "web-2", region: "eu", same: true, deep: { port: 1 } },
      { host: "web-3", region: "us", same: true, deep: { port: 2 } },
      { host: "web-4", region: "eu", same: true, deep: { port: 1 } },
    ];
    const fields = differingFields(payloads);
    expect(fields.map(({ path, distinct }) => [path, distinct])).to.deep.equal([
      ["/deep/port", 2],
      ["/region", 2],
      ["/host", 4],
    ]);
    expect(fields[1]).to.deep.equal({
      path: "/region",
      jobs: 4,
      distinct: 2,
      values: [
        { text: '"eu"', count: 3 },
        { text: '"us"', count: 1 },
      ],
    });
  });

  it("are those too that some payloads have not", () => {
    expect(differingFields([{ a: 1, b: 2 }, { a: 1 }])).to.deep.equal([
      { path: "/b", jobs: 1, distinct: 1, values: [{ text: "2", count: 1 }] },
    ]);
  });

  it("compare lists as a whole, and objects whatever the order of their keys is", () => {
    expect(paths([{ list: [1, 2] }, { list: [2, 1] }])).to.deep.equal(["/list"]);
    expect(paths([{ list: [{ a: 1, b: 2 }] }, { list: [{ b: 2, a: 1 }] }])).to.deep.equal([]);
  });

  it("are bounded in number and length, and in their number of values", () => {
    const wide = (salt: number) =>
      Object.fromEntries(Array.from({ length: 1000 }, (_, key) => [`key-${key}`, key + salt]));
    expect(differingFields([wide(0), wide(1)])).to.have.length(100);
    const long = Array.from({ length: 20 }, (_, salt) => ({ text: `${salt}${"x".repeat(5000)}` }));
    const [field] = differingFields(long);
    expect(field?.values).to.have.length(5);
    expect(field?.values[0]?.text.length).to.equal(200);
  });
});
