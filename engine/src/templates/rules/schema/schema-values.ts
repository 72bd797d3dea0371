import { listAt, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { suggestion } from "@formwork/contracts/text/nearest";

type Fault = { at: string; message: string };

const types = ["array", "boolean", "integer", "null", "number", "object", "string"] as const;
const bounds: readonly [least: string, most: string, isExclusive?: true][] = [
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
  ["minimum", "maximum"],
  ["minimum", "exclusiveMaximum", true],
  ["exclusiveMinimum", "maximum", true],
  ["exclusiveMinimum", "exclusiveMaximum", true],
];

/** Returns the types of a schema that do not exist. */
export function typeFaults({ type }: SchemaObject): Fault[] {
  if (type === undefined) return [];
  const unknown = [type].flat().find((one) => !types.some((known) => known === one));
  if (unknown === undefined) return [];
  const near = typeof unknown === "string" ? suggestion(unknown, types) : "";
  return [{ at: "type", message: `must be one of ${types.join(", ")}, or a list of them${near}` }];
}

/** Returns `required` in the manner of older drafts. */
export function requiredFaults({ required }: SchemaObject): Fault[] {
  return typeof required === "boolean"
    ? [{ at: "required", message: "must be a list of names, at the object that has the fields" }]
    : [];
}

/** Returns lower bounds above their upper bound: no value could be right. */
export function boundFaults(schema: SchemaObject): Fault[] {
  return bounds.flatMap(([least, most, isExclusive]) => {
    const [low, high] = [schema[least], schema[most]];
    if (typeof low !== "number" || typeof high !== "number") return [];
    return low < high || (low === high && isExclusive === undefined)
      ? []
      : [
          {
            at: least,
            message: `must be ${isExclusive ? "below" : "at most"} ${most}, which is ${high}`,
          },
        ];
  });
}

/** Returns values of `const` and `enum` that the type beside them does not allow. */
export function listedValueFaults(schema: SchemaObject): Fault[] {
  const { type } = schema;
  if (type === undefined) return [];
  const fits = (value: unknown) => [type].flat().some((one) => isOfType(value, one));
  const wrong = listAt(schema, "enum").find((value) => !fits(value));
  return [
    ...("const" in schema && !fits(schema.const) ? [fault("const", schema.const, type)] : []),
    ...(wrong === undefined ? [] : [fault("enum", wrong, type)]),
  ];
}

function fault(at: string, value: unknown, type: unknown): Fault {
  const name = [type].flat().join(" or ");
  return { at, message: `has ${JSON.stringify(value)}, which the type ${name} does not allow` };
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object")
    return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
