import type { Operation } from "@formwork/contracts/operations/operation";
import type { TSchema } from "typebox";
import type { SchemaForms } from "./schema-forms.ts";

type Json = Record<string, unknown>;
type Shape = {
  properties?: Record<string, Json>;
  required?: string[];
  patternProperties?: Record<string, Json>;
};

/** Lists a parameter for each property of the row's schemas. */
export function parametersOf(row: Operation, forms: SchemaForms): Json[] {
  const { patternProperties } = shapeOf(row.query);
  return [
    ...parameters("path", row.params, forms),
    ...parameters("query", row.query, forms),
    ...parameters("header", row.headers, forms),
    ...(patternProperties === undefined ? [] : [payloadParameter]),
  ];
}

function parameters(
  place: "path" | "query" | "header",
  schema: TSchema | undefined,
  forms: SchemaForms,
): Json[] {
  const { properties = {}, required = [] } = shapeOf(schema);
  return Object.entries(properties).map(([name, { description, ...inner }]) => ({
    ...{ name, in: place, required: required.includes(name), description },
    schema: forms.request(inner),
  }));
}

/** A TypeBox schema is JSON Schema at run time, which its type does not show. */
function shapeOf(schema: TSchema | undefined): Shape {
  return Object(schema) as Shape;
}

/** The filters by values of the payload, as one parameter that generators can use. */
const payloadParameter = {
  name: "payload",
  in: "query",
  required: false,
  description:
    "Values of the payload, as text, by their path of keys and places in lists: `payload[hosts.0.name]=db1`. `payload.hosts.0.name=db1` says the same",
  style: "deepObject",
  explode: true,
  schema: { type: "object", additionalProperties: { type: "string" } },
};
