import { expect } from "chai";
import { Type as TypeBox } from "typebox";
import { Type } from "./typebox.ts";

/** Makes schemas of every kind, some within others, with either builder. */
function schemasOf(type: typeof Type) {
  const named = type.Object(
    {
      name: type.String({ minLength: 1 }),
      age: type.Optional(type.Integer()),
      any: type.Unknown(),
    },
    { additionalProperties: false },
  );
  const optionals = type.Object({ on: type.Optional(type.Boolean()) });
  const nullable = type.Unsafe<string | null>(type.Union([type.String(), type.Null()]));
  return {
    named,
    optionals,
    nullable,
    list: type.Array(named, { maxItems: 3 }),
    choice: type.Enum(["a", "b"], { description: "One of two" }),
    literals: [type.Literal("a"), type.Literal(1), type.Literal(true, { description: "Yes" })],
    partial: type.Partial(named, { minProperties: 1 }),
    picked: type.Pick(named, ["age", "name"]),
    within: type.Object({
      kept: type.Unsafe<number>(type.Optional(type.Number())),
      again: type.Optional(type.Partial(optionals)),
      ...named.properties,
    }),
  };
}

describe("the builder of schemas", () => {
  it("makes what TypeBox makes", () => {
    // The smaller builder has the types of the larger one.
    expect(JSON.stringify(schemasOf(Type))).to.equal(JSON.stringify(schemasOf(TypeBox)));
  });
});
