import { compileText } from "../placeholders.ts";
import type { SchemaObject } from "../schema/schema-tree.ts";
import { replaceSecrets } from "../schema/secrets/replace-secrets.ts";
import { firstValues } from "./first-values.ts";
import { oneLine } from "./one-line.ts";
import { type SchemaOrder, schemaOrder } from "./schema-order.ts";
import { valueText } from "./value-text.ts";

type Summarised = {
  name: string;
  version: number;
  summary?: string | undefined;
  payload: SchemaObject;
};
type Payload = Record<string, unknown>;
/** What is read of a template once: its text, and the order of its fields when that is needed. */
type Reading = { tell: (values: Payload) => string; order?: SchemaOrder | undefined };

const separator = " · ";
const readings = new WeakMap<Summarised, Reading>();

/**
 * Returns the line that tells a job from others of its template: the template's `summary`, or the
 * first values of the payload that are not defaults; "" where there is neither. Secrets are left out.
 * A template object must not change.
 */
export function summariseJob(template: Summarised, complete: Payload): string {
  const payload = replaceSecrets(template.payload, complete, () => null);
  const reading = readings.get(template) ?? read(template);
  const { name, version } = template;
  const told = oneLine(reading.tell({ payload, template: { name, version } }));
  if (told !== "") return told;
  if (!("order" in reading)) reading.order = schemaOrder(template.payload);
  const { order } = reading;
  return order === undefined ? "" : oneLine(firstValues(order, payload).join(separator));
}

function read(template: Summarised): Reading {
  const reading: Reading = { tell: compileText(template.summary ?? "", valueText) };
  readings.set(template, reading);
  return reading;
}
