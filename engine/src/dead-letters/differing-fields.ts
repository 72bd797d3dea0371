import type { DifferingField } from "@formwork/contracts/dead-letter";
import { canonicalJson } from "../templates/canonical-json.ts";
import { payloadLeaves } from "./payload-leaves.ts";

/** Values shown of a field, and characters shown of each. */
const maxValues = 5;
const maxText = 200;
/** Fields shown; more differ only where the payloads have little in common. */
const maxFields = 100;

type Counts = Map<string, number>;

/**
 * Returns the fields whose values are not the same in all of some payloads, those with the fewest
 * values first: a field with one value in most jobs tells more than one that differs in each.
 */
export function differingFields(payloads: readonly Record<string, unknown>[]): DifferingField[] {
  const fields = new Map<string, Counts>();
  for (const payload of payloads)
    for (const [path, value] of payloadLeaves(payload)) {
      const counts = fields.get(path) ?? new Map<string, number>();
      const text = canonicalJson(value);
      fields.set(path, counts.set(text, (counts.get(text) ?? 0) + 1));
    }
  return [...fields]
    .map(([path, counts]) => fieldOf(path, counts))
    .filter(({ distinct, jobs }) => distinct > 1 || jobs < payloads.length)
    .sort((a, b) => a.distinct - b.distinct || (a.path < b.path ? -1 : 1))
    .slice(0, maxFields);
}

function fieldOf(path: string, counts: Counts): DifferingField {
  const values = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return {
    path,
    jobs: values.reduce((sum, [, count]) => sum + count, 0),
    distinct: values.length,
    values: values.slice(0, maxValues).map(([text, count]) => ({ text: shortened(text), count })),
  };
}

function shortened(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText - 1).toWellFormed()}…` : text;
}
