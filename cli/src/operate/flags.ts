import type { Operation } from "@formwork/contracts/operations/operation";
import { isScalar, type Shape, shapeOf, withoutNull } from "./schema-shape.ts";

/** How the text of a flag becomes a value. */
export type FlagKind =
  | "text"
  | "time"
  | "duration"
  | "integer"
  | "number"
  | "boolean"
  | "secret"
  | "json"
  | "pair";

/** A flag of a command, made from one property of a schema of its operation. */
export type Flag = {
  /** Name without dashes. */
  name: string;
  place: "query" | "headers" | "body";
  /** Property that it sets; of a `pair` the prefix before the given path. */
  key: string;
  kind: FlagKind;
  isList: boolean;
  isNullable: boolean;
  isRequired: boolean;
  choices: readonly string[] | null;
  description: string;
  shape: Shape;
};

/** Stands for null among the values of options: commander would make an empty text of it. */
export const takenAway = Symbol("null");

/** Properties whose flag has another name. */
const renamed: Record<string, string> = { runAt: "at" };

/** Returns the flags of an operation: those of its query, its headers and its body. */
export function flagsOf({ query, headers, body }: Operation): Flag[] {
  return [
    // Commands wait along the event stream of the job, for as long as it takes.
    ...flagsOfObject("query", shapeOf(query)).filter(({ key }) => key !== "wait"),
    ...flagsOfObject("headers", shapeOf(headers)).filter(({ key }) => key !== "prefer"),
    ...flagsOfObject("body", shapeOf(body)),
  ];
}

function flagsOfObject(
  place: Flag["place"],
  { properties = {}, patternProperties = {}, required = [] }: Shape,
): Flag[] {
  const named = Object.entries(properties)
    .filter(([key]) => key !== "$schema")
    .map(([key, shape]) => flagOf(place, key, shape, required.includes(key)));
  // A pattern such as ^payload\.… stands for any path below a prefix.
  const pairs = Object.entries(patternProperties).map(([pattern, shape]): Flag => {
    const prefix = /^\^(\w+)\\\./.exec(pattern)?.[1] ?? "";
    const description = `${shape.description ?? ""}: --${prefix} PATH=VALUE`;
    return {
      ...plain,
      place,
      key: prefix,
      name: prefix,
      kind: "pair",
      isList: true,
      description,
      shape,
    };
  });
  return [...named, ...pairs];
}

const plain = { isList: false, isNullable: false, isRequired: false, choices: null } as const;

function flagOf(place: Flag["place"], key: string, given: Shape, isRequired: boolean): Flag {
  const { inner, isNullable } = withoutNull(given);
  const isList = inner.type === "array" && isScalar(inner.items ?? {});
  const shape = isList ? (inner.items ?? {}) : inner;
  return {
    ...{ place, key, isNullable, isRequired, isList, shape },
    name: renamed[key] ?? kebab(isList ? singular(key) : key),
    kind: kindOf(shape),
    choices: shape.enum ?? null,
    description: inner.description ?? "",
  };
}

function kindOf({ type, format, writeOnly, enum: words }: Shape): FlagKind {
  if (words !== undefined) return "text";
  if (writeOnly === true) return "secret";
  if (type === "string" && format === "date-time") return "time";
  if (type === "string" && format === "duration") return "duration";
  if (type === "string") return "text";
  return type === "integer" || type === "number" || type === "boolean" ? type : "json";
}

/** Writes a name of JSON as a flag: `createdBy` is `created-by`. */
function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** An option is given once for each value: `tags` is `--tag a --tag b`. */
function singular(key: string): string {
  return key.replace(/s$/, "");
}
