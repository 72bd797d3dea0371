import type { FieldError } from "@formwork/contracts/problem";
import { formats } from "@formwork/contracts/schema/formats";
import { linearPattern } from "@formwork/contracts/schema/pattern";
import { childPointer } from "@formwork/contracts/schema/pointer";
import {
  objectAt,
  referenceTarget,
  type SchemaObject,
  subschemas,
} from "@formwork/contracts/schema/schema-tree";
import { suggestion } from "@formwork/contracts/text/nearest";
import { annotations, assertions, isKeyword, refused } from "./schema-keywords.ts";
import { boundFaults, listedValueFaults, requiredFaults, typeFaults } from "./schema-values.ts";

const maxPatternLength = 1000;
/** Empty items that `default` may have to fill in. */
const maxMinItems = 200;
/** Items that are lists or objects, of which each is compared with each other one. */
const maxUniqueItems = 1000;
const dialectAddress = /^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

/** Returns the keywords and values that a schema of a template may not have, at any depth. */
export function schemaFaults(root: SchemaObject, prefix: string): FieldError[] {
  return visit(root, prefix);

  function visit(schema: SchemaObject, pointer: string): FieldError[] {
    const own = rules.flatMap((rule) =>
      rule(schema, root).map(({ at, message }) => ({
        pointer: childPointer(pointer, at),
        message,
        keyword: at,
      })),
    );
    return [
      ...own,
      ...subschemas(schema, pointer).flatMap((inner) => visit(inner.schema, inner.pointer)),
    ];
  }
}

type Fault = { at: string; message: string };
type Rule = (schema: SchemaObject, root: SchemaObject) => Fault[];

const rules: Rule[] = [
  keywords,
  dialect,
  references,
  dataReferences,
  patterns,
  format,
  lists,
  typeFaults,
  requiredFaults,
  boundFaults,
  listedValueFaults,
];

/** Unknown words are allowed as notes, unless one is so near a keyword that it is a misspelling. */
function keywords(schema: SchemaObject): Fault[] {
  return Object.keys(schema).flatMap((word) => {
    if (Object.hasOwn(refused, word)) return [{ at: word, message: refused[word] ?? "" }];
    const near =
      isKeyword(word) || word.startsWith("x-")
        ? ""
        : suggestion(word, [...assertions, ...annotations]);
    return near === "" ? [] : [{ at: word, message: `is not a keyword of JSON Schema${near}` }];
  });
}

function dialect({ $schema }: SchemaObject): Fault[] {
  const known =
    $schema === undefined || (typeof $schema === "string" && dialectAddress.test($schema));
  return known
    ? []
    : [
        {
          at: "$schema",
          message: "must be https://json-schema.org/draft/2020-12/schema, or be left out",
        },
      ];
}

function references({ $ref }: SchemaObject, root: SchemaObject): Fault[] {
  if ($ref === undefined) return [];
  if (typeof $ref !== "string" || !/^#(?:\/|$)/.test($ref))
    return [{ at: "$ref", message: "must point into this schema, such as #/$defs/address" }];
  return referenceTarget(root, $ref) === undefined
    ? [{ at: "$ref", message: `points to no schema: there is none at ${$ref}` }]
    : [];
}

function dataReferences(schema: SchemaObject): Fault[] {
  return Object.keys(schema).flatMap((word) =>
    assertions.includes(word) &&
    "$data" in objectAt(schema, word) &&
    !["const", "properties", "patternProperties"].includes(word)
      ? [{ at: word, message: "must not refer to data ($data)" }]
      : [],
  );
}

function patterns(schema: SchemaObject): Fault[] {
  const named = Object.keys(objectAt(schema, "patternProperties")).map((pattern) => ({
    at: "patternProperties",
    pattern,
  }));
  const own =
    typeof schema.pattern === "string" ? [{ at: "pattern", pattern: schema.pattern }] : [];
  return [...own, ...named].flatMap(({ at, pattern }) => {
    const fault = patternFault(pattern);
    return fault === undefined ? [] : [{ at, message: fault }];
  });
}

function patternFault(pattern: string): string | undefined {
  if (pattern.length > maxPatternLength) return `must have at most ${maxPatternLength} characters`;
  try {
    linearPattern(pattern);
    return undefined;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return /perl|back-?ref|look/i.test(detail)
      ? `must be a pattern without look-arounds and back-references (${detail})`
      : `must be a regular expression (${detail})`;
  }
}

function format(schema: SchemaObject): Fault[] {
  const name = schema.format;
  if (typeof name !== "string" || Object.hasOwn(formats, name)) return [];
  return [
    {
      at: "format",
      message: `is not a known format: ${name}${suggestion(name, Object.keys(formats))}`,
    },
  ];
}

function lists(schema: SchemaObject): Fault[] {
  const tooMany = typeof schema.minItems === "number" && schema.minItems > maxMinItems;
  const max = typeof schema.maxItems === "number" ? schema.maxItems : Number.POSITIVE_INFINITY;
  const isCostly = schema.uniqueItems === true && !isListOfScalars(schema);
  return [
    ...(tooMany ? [{ at: "minItems", message: `must be at most ${maxMinItems}` }] : []),
    ...(schema.uniqueItems === true && max === Number.POSITIVE_INFINITY
      ? [
          {
            at: "uniqueItems",
            message: "needs maxItems beside it, since its cost grows with the square of the list",
          },
        ]
      : []),
    ...(isCostly && max > maxUniqueItems && Number.isFinite(max)
      ? [
          {
            at: "maxItems",
            message: `must be at most ${maxUniqueItems} beside uniqueItems, unless items have a type of text, number or boolean`,
          },
        ]
      : []),
  ];
}

/** Items of a simple type are compared by looking them up, so that their cost does not grow. */
function isListOfScalars(schema: SchemaObject): boolean {
  const types = [objectAt(schema, "items").type].flat();
  return types.every((type) => typeof type === "string" && scalars.has(type));
}

const scalars = new Set(["string", "number", "integer", "boolean", "null"]);
