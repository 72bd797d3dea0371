import type { SchemaObject } from "../schema/schema-tree.ts";
import { type Place, secretPlaces } from "../schema/secrets/secret-places.ts";
import { oneLine } from "../text/one-line.ts";
import { compileText, placeholder } from "../text/placeholders.ts";
import { firstValues } from "./first-values.ts";
import { type SchemaOutline, schemaOutline } from "./schema-outline.ts";
import { valueText } from "./value-text.ts";

type Summarised = {
  name: string;
  version: number;
  summary?: string | undefined;
  payload: SchemaObject;
};
type Payload = Record<string, unknown>;
/** What is read of a template once: its text, and the outline of its schema when that is needed. */
type Reading = { fill: (values: Payload) => string; outline?: SchemaOutline | undefined };

const separator = " · ";

/** What tells one job from another, unlike the arrows and dots between values. */
const telling = /[\p{L}\p{N}\p{Emoji_Presentation}]/u;

const readings = new WeakMap<Summarised, Reading>();

/**
 * Returns the line that tells a job from others of its template: the template's `summary`, or the
 * first values of the payload that are not defaults; "" where there is neither. `payload` is
 * complete; secrets are left out. A template object must not change.
 */
export function summariseJob(template: Summarised, payload: Payload): string {
  const reading = readings.get(template) ?? read(template);
  const { name, version } = template;
  const own = oneLine(reading.fill({ payload, template: { name, version } }));
  if (telling.test(own)) return own;
  if (!("outline" in reading)) reading.outline = schemaOutline(template.payload);
  const { outline } = reading;
  if (outline === undefined) return "";
  return oneLine(firstValues(outline, payload, secretPlaces(template.payload)).join(separator));
}

function read(template: Summarised): Reading {
  const { summary = "", payload } = template;
  // Such a template is not saved; one from elsewhere is read as if it had no summary.
  const text = namesSecret(summary, secretPlaces(payload)) ? "" : summary;
  const reading: Reading = { fill: compileText(text, valueText) };
  readings.set(template, reading);
  return reading;
}

/** Returns true for a text with a placeholder of a secret, or of a value that may hold one. */
function namesSecret(text: string, secrets: Place | null): boolean {
  return [...text.matchAll(placeholder)].some(([, path = ""]) => {
    const [root, ...keys] = path.split(".");
    return root === "payload" && leadsToSecret(keys, secrets);
  });
}

function leadsToSecret([key, ...rest]: readonly string[], place: Place | null): boolean {
  if (place === null) return false;
  if (key === undefined || place.isSecret) return true;
  const item = /^\d+$/.test(key) ? place.below(Number(key)) : null;
  return leadsToSecret(rest, place.below(key)) || leadsToSecret(rest, item);
}
