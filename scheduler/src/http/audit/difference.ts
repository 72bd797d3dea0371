import { isDeepStrictEqual } from "node:util";
import type { AuditChange } from "@formwork/contracts/audit";
import type { Operation } from "@formwork/contracts/operations/operation";
import { oneLine } from "@formwork/contracts/text/one-line";

/** A property of a row's body, as far as it decides what of it is kept. */
type Shape = { writeOnly?: boolean; properties?: Record<string, Shape>; anyOf?: Shape[] };
export type Deed = { before: unknown; body: unknown; value: unknown };

/** Fields whose values are, or may hold, payloads, secrets or code; that they changed is kept alone. */
const withheld =
  /^(payload|result|secrets?|password|passphrase|current|next|token|key|value|link|run|form|definition|examples|headers|env|body|logs|lease|keys|p256dh|auth|url|endpoint)$/i;
/** Fields that calls without a body change. */
const tracked = ["version", "state", "enabled", "paused", "disabled", "role"];
/** Fields by which a removed object is known once it is gone. */
const names = ["email", "name", "title", "summary"];
/** Bounds of an entry: some kilobytes. */
const maxFields = 40;
const maxText = 200;
const maxItems = 20;

/**
 * Tells what a call changed: the fields that its row lets a caller send, with their values before and
 * after. Where the object was not read before, those that were sent.
 */
export function differenceOf(row: Operation, { before, body, value }: Deed): AuditChange[] {
  const old = fieldsOf(before);
  if (row.method === "delete") return namesOf(old);
  const [sent, now] = [fieldsOf(body), fieldsOf(value)];
  const { properties = {} } = shapeOf(row.body);
  const changes = [...Object.entries(properties), ...tracked.map((name) => [name, {}] as const)]
    .filter(([name], index, all) => all.findIndex(([other]) => other === name) === index)
    .filter(([name]) => name in sent || (before !== null && name in old && name in now))
    .flatMap(([name, shape]) =>
      changesOf(name, shape, {
        before: before === null ? undefined : (old[name] ?? null),
        after:
          before === null || isWithheld(name, shape) || !(name in now) ? sent[name] : now[name],
      }),
    );
  return changes.slice(0, maxFields);
}

function changesOf(
  field: string,
  shape: Shape,
  { before, after }: { before: unknown; after: unknown },
): AuditChange[] {
  if (after === undefined || isDeepStrictEqual(before, after)) return [];
  const inner = shapeOf(shape).properties;
  // The access list of a template names who may `run` it.
  const isList = field === "run" && Array.isArray(after);
  if (!isList && isWithheld(field.split(".").at(-1) ?? "", shape)) return [{ field }];
  if (inner !== undefined && !field.includes(".") && isObject(after))
    return Object.entries(inner).flatMap(([name, part]) =>
      changesOf(`${field}.${name}`, part, {
        before: before === undefined ? undefined : (fieldsOf(before)[name] ?? null),
        after: after[name],
      }),
    );
  const shown = shownValue(after);
  if (shown === undefined) return [{ field }];
  const earlier = before === undefined ? undefined : shownValue(before);
  return [{ field, ...(earlier === undefined ? {} : { before: earlier }), after: shown }];
}

function namesOf(old: Record<string, unknown>): AuditChange[] {
  return names.flatMap((field) => {
    const before = shownValue(old[field]);
    return before === undefined || before === null ? [] : [{ field, before }];
  });
}

function isWithheld(name: string, { writeOnly }: Shape): boolean {
  return writeOnly === true || withheld.test(name);
}

/** Returns plain values and lists of them, shortened; undefined for objects, whose keys are free. */
function shownValue(value: unknown): unknown {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") return oneLine(value, maxText);
  if (!Array.isArray(value)) return undefined;
  const isPlain =
    value.length <= maxItems && value.every((item) => !isObject(item) && !Array.isArray(item));
  return isPlain ? value.map(shownValue) : `${value.length} items`;
}

function shapeOf(schema: unknown): Shape {
  // A TypeBox schema is JSON Schema at run time, which its type does not show.
  const shape = Object(schema) as Shape;
  return shape.anyOf?.find((one) => one.properties !== undefined) ?? shape;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
