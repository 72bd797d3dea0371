import type { FieldError } from "@formwork/contracts/problem";
import { secretName } from "@formwork/contracts/run";
import { itemSubschemas, propertySubschemas } from "@formwork/contracts/schema/child-subschemas";
import { maybeInPlace } from "@formwork/contracts/schema/in-place-closure";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { objectAt, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { joinWords } from "@formwork/contracts/text/join-words";
import { suggestion } from "@formwork/contracts/text/nearest";

/** Fields of the job and of the template that placeholders may name, by the first word of the path. */
export type PlaceholderFields = Readonly<Record<string, readonly string[]>>;

export type PlaceholderContext = {
  payload: SchemaObject;
  fields: PlaceholderFields;
  /** Returns true where `{{secret.NAME}}` may stand: nowhere unless told. */
  allowsSecrets?: (pointer: string) => boolean;
};

/** A placeholder as other systems write it; in backquotes it is code of JavaScript. */
const foreignPlaceholder = /\$\{(?:payload|job|template|secret)(?:\.[\w$-]+)+\}/g;
const maxPathLength = 1000;
const wellFormed = /^\{\{\s*([\w$-]+(?:\.[\w$-]+)*)\s*\}\}/;

/**
 * Returns ill-formed placeholders in the texts of a value, and those of what does not exist: fields
 * that the payload does not have, and others that `fields` does not list.
 */
export function placeholderFaults(
  value: unknown,
  pointer: string,
  context: PlaceholderContext,
): FieldError[] {
  if (typeof value === "string") return textFaults(value, pointer, context);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    placeholderFaults(inner, childPointer(pointer, key), context),
  );
}

function textFaults(
  text: string,
  pointer: string,
  { payload, fields, allowsSecrets = () => false }: PlaceholderContext,
): FieldError[] {
  const found = [...text.matchAll(/\{\{/g)].map(({ index }) => {
    const path = wellFormed.exec(text.slice(index, index + maxPathLength))?.[1];
    return path === undefined ? { illFormed: text.slice(index, index + 40) } : { path };
  });
  const paths = new Set(found.flatMap(({ path }) => path ?? []));
  const illFormed = found.flatMap(({ illFormed }) => illFormed ?? []);
  return [
    ...foreignFaults(text, pointer),
    ...illFormed.map((one) => `has an ill-formed placeholder: ${one}`).map(asFault),
    ...[...paths].flatMap((path) => faultOf(path) ?? []).map(asFault),
  ];

  function faultOf(path: string): string | undefined {
    return path === "secret" || path.startsWith("secret.")
      ? secretFault(path, allowsSecrets(pointer))
      : pathFault(path, payload, fields);
  }
  function asFault(message: string): FieldError {
    return { pointer, message, keyword: "placeholder" };
  }
}

const secretPath = new RegExp(`^secret\\.${secretName.slice(1)}`);

/** A secret that is not there yet is no fault: jobs fail until an admin adds it. */
function secretFault(path: string, isAllowed: boolean): string | undefined {
  if (!secretPath.test(path)) return `names ${path}, and a secret is named as {{secret.NAME}}`;
  return isAllowed
    ? undefined
    : `must not show ${path}: secrets stand in url, headers, auth and body of an http run, and in env of a command`;
}

function foreignFaults(text: string, pointer: string): FieldError[] {
  if (text.includes("`")) return [];
  return [...text.matchAll(foreignPlaceholder)].map(([found]) => ({
    pointer,
    message: `has ${found}, which would be sent as it is; a placeholder is written {{${found.slice(2, -1)}}}`,
    keyword: "placeholder",
  }));
}

function pathFault(
  path: string,
  payload: SchemaObject,
  fields: PlaceholderFields,
): string | undefined {
  const [root = "", ...keys] = path.split(".");
  if (root === "payload") return payloadFault([payload], keys, path, payload);
  const known = Object.hasOwn(fields, root) ? fields[root] : undefined;
  if (known === undefined) {
    const roots = ["payload", ...Object.keys(fields)];
    return `names ${path}, and placeholders know ${joinWords(roots, "and")}`;
  }
  return keys.length === 1 && known.includes(keys.join())
    ? undefined
    : `names ${path}, and a ${root} has ${known.join(", ")}`;
}

/** Follows a path through every subschema that may apply to it, whichever branch is chosen. */
function payloadFault(
  schemas: unknown[],
  [key, ...rest]: string[],
  path: string,
  root: SchemaObject,
): string | undefined {
  if (key === undefined) return undefined;
  const applying = maybeInPlace(schemas, root);
  const fields = applying.flatMap((schema) => Object.keys(objectAt(schema, "properties")));
  const below = applying.flatMap((schema) => {
    const { named, open } = propertySubschemas(schema, key);
    return [...named, ...open, ...(/^\d+$/.test(key) ? itemSubschemas(schema, Number(key)) : [])];
  });
  if (below.length > 0) return payloadFault(below, rest, path, root);
  // A schema that names no field allows any.
  return fields.length === 0
    ? undefined
    : `names ${path}, which is no field of the payload${suggestion(key, fields)}`;
}
