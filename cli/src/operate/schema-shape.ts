import type { Operation } from "@formwork/contracts/operations/operation";

/** The keywords of a JSON Schema that flags and columns are made from. */
export type Shape = {
  type?: string;
  format?: string;
  enum?: readonly string[];
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  writeOnly?: boolean;
  required?: readonly string[];
  items?: Shape;
  anyOf?: readonly Shape[];
  properties?: Record<string, Shape>;
  patternProperties?: Record<string, Shape>;
};

/** Reads a schema of the table as what it is at run time: JSON Schema. */
export function shapeOf(schema: Operation["body"]): Shape {
  return (schema ?? {}) as Shape;
}

/** Splits a schema that also allows null into its own schema and that fact. */
export function withoutNull(shape: Shape): { inner: Shape; isNullable: boolean } {
  const options = shape.anyOf ?? [];
  const others = options.filter(({ type }) => type !== "null");
  const [only] = others;
  if (only === undefined || others.length === options.length)
    return { inner: shape, isNullable: false };
  if (others.length > 1) return { inner: { ...shape, anyOf: others }, isNullable: true };
  const { description = only.description } = shape;
  return {
    inner: { ...only, ...(description === undefined ? {} : { description }) },
    isNullable: true,
  };
}

/** Returns true for a schema of text, a number, true and false. */
export function isScalar({ type, enum: words }: Shape): boolean {
  return words !== undefined || ["string", "integer", "number", "boolean"].includes(type ?? "");
}
