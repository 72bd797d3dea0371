import { linearPattern } from "@formwork/contracts/schema/pattern";
import { expect } from "chai";
import { templateFaults } from "../template-rules.ts";
import { patternCost } from "./pattern-costs.ts";

describe("The cost of patterns", () => {
  const costs: [pattern: string, cost: number][] = [
    ["", 0],
    ["abc", 3],
    ["a{3}", 3],
    ["a{2,5}b", 6],
    ["a{2,}", 3],
    ["a{0}", 1],
    ["(ab){10}", 40],
    ["((ab){10}){10}", 420],
    ["[ab]{10}", 40],
    ["\\p{L}", 101],
    ["[\\p{L}\\pN]", 210],
    ["\\{1000}", 6],
    ["(ab)\\Q\\E{100}", 400],
    ["(ab)(?i){100}", 400],
  ];
  for (const [pattern, cost] of costs)
    it(`of ${pattern || "an empty one"} is about ${cost}`, () => {
      const found = patternCost(pattern);
      expect(found).to.be.at.least(cost);
      expect(found).to.be.at.most(cost + 10);
    });

  const bombs = ["[\\p{L}]{1000}", "a{1000}", "(a|ab|abc|abcd){1000}", "((a{0,10}){0,10}){0,10}"];
  const templateOf = (payload: object) => ({
    ...{ name: "bomb", title: "Bomb", run: { kind: "remote" as const } },
    payload: { type: "object", ...payload },
  });
  const named = (patterns: string[], schemaOf: (pattern: string) => object) =>
    Object.fromEntries(patterns.map((pattern, n) => [`f${n}`, schemaOf(pattern)]));
  const many = (pattern: string) =>
    Array.from({ length: 30 }, (_, n) => pattern.repeat(Math.floor(900 / pattern.length)) + n);

  for (const bomb of bombs)
    it(`keeps ${bomb} from being compiled many times, in whichever place it is`, () => {
      const places = {
        properties: named(many(bomb), (pattern) => ({ type: "string", pattern })),
        patternProperties: Object.fromEntries(many(bomb).map((pattern) => [pattern, {}])),
        $defs: named(many(bomb), (pattern) => ({ items: { propertyNames: { pattern } } })),
      };
      for (const [place, value] of Object.entries(places))
        for (const part of ["payload", "result"]) {
          const plain = templateOf({});
          const definition = { ...plain, [part]: { type: "object", [place]: value } };
          const faults = templateFaults(definition);
          expect(faults, `${part} ${place}`).to.have.length(1);
          expect(faults[0]?.pointer).to.match(new RegExp(`^/${part}/.*pattern`));
          expect(faults[0]?.message).to.contain("must not repeat so much");
        }
    });

  it("leaves patterns of forms alone", () => {
    const usual = [
      "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?){0,8}$",
      "^\\p{L}[\\p{L}\\p{N} .'-]{0,99}$",
      "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
      "^[^\\s@]{1,64}@[^\\s@]{1,255}$",
    ];
    for (const pattern of usual) expect(() => linearPattern(pattern)).to.not.throw();
    const properties = named(usual, (pattern) => ({ type: "string", pattern }));
    expect(templateFaults(templateOf({ properties }))).to.deep.equal([]);
  });
});
