import { expect } from "chai";
import { repeatedRecursionFaults } from "./repeated-recursion.ts";

const again = { $ref: "#/$defs/n" };
const list = { type: "array", items: again };
const field = (name: string) => ({ properties: { [name]: again } });
const faultsOf = (n: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  repeatedRecursionFaults({ ...again, $defs: { n, ...more } }, "/result");

describe("repeatedRecursionFaults", () => {
  const refused: [what: string, n: Record<string, unknown>, more?: Record<string, unknown>][] = [
    ["two choices of the same list", { anyOf: [list, list] }],
    ["two choices of the same field", { oneOf: [field("a"), field("a")] }],
    ["a list beside a choice", { ...list, not: list }],
    ["items that are looked for as well", { type: "array", items: again, contains: again }],
    ["a list in another definition", { anyOf: [{ $ref: "#/$defs/m" }, list] }, { m: list }],
    [
      "one definition twice",
      { anyOf: [{ $ref: "#/$defs/m" }, { $ref: "#/$defs/m" }] },
      { m: list },
    ],
    ["further down", { items: { allOf: [field("a"), field("a")] } }],
    ["a field and a pattern", { ...field("ab"), patternProperties: { "^a": again } }],
    ["two patterns", { patternProperties: { "^a": again, b: again } }],
    ["a condition and its branch", { if: list, else: list }],
    [
      "a field and the rest of a choice",
      { ...field("a"), anyOf: [{ additionalProperties: again }] },
    ],
    ["items of a tuple and of a choice", { prefixItems: [again], anyOf: [list] }],
  ];
  for (const [what, n, more] of refused)
    it(`refuses ${what}`, () => {
      const [fault] = faultsOf(n, more);
      expect(fault?.message).to.match(/^must not lead to itself in several choices/);
    });

  const allowed: [what: string, n: Record<string, unknown>, more?: Record<string, unknown>][] = [
    ["a tree", { properties: { left: again, right: again, rest: { items: again } } }],
    [
      "any JSON",
      { anyOf: [list, { type: "object", additionalProperties: again }, { type: "null" }] },
    ],
    ["choices of other fields", { oneOf: [field("and"), field("or"), { type: "string" }] }],
    ["branches of which one is used", { if: { properties: { a: {} } }, then: list, else: list }],
    ["fields and the rest", { ...field("a"), additionalProperties: again }],
    ["a tuple and the rest", { prefixItems: [again, again], items: again }],
    ["a pattern that no field matches", { ...field("a"), patternProperties: { "^x": again } }],
    ["choices without an end in themselves", { anyOf: [{ items: { type: "string" } }, list] }],
  ];
  for (const [what, n, more] of allowed)
    it(`allows ${what}`, () => expect(faultsOf(n, more)).to.deep.equal([]));
});
