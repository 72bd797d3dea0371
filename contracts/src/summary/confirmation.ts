import type { SchemaObject } from "../schema/schema-tree.ts";
import { replaceSecrets } from "../schema/secrets/replace-secrets.ts";
import { oneLine } from "../text/one-line.ts";
import { compileText } from "../text/placeholders.ts";
import { valueText } from "./value-text.ts";

type Confirmed = {
  name: string;
  version: number;
  confirm?: { text: string; word?: string | undefined } | undefined;
  payload: SchemaObject;
};

/** What a person is asked before a job is sent; `word` has to be typed, and "" asks for a click. */
export type Confirmation = { text: string; word: string };

/** Returns what a template asks about a complete payload, or null where it asks nothing. */
export function confirmationOf(
  { name, version, confirm, payload: schema }: Confirmed,
  complete: Record<string, unknown>,
): Confirmation | null {
  if (confirm === undefined) return null;
  const payload = replaceSecrets(schema, complete, () => null);
  // What a payload holds is cleaned; the lines of the template's own text stay.
  const fill = (text: string) =>
    compileText(text, (value) => oneLine(valueText(value)))({
      payload,
      template: { name, version },
    });
  return { text: fill(confirm.text).trim(), word: oneLine(fill(confirm.word ?? "")) };
}
