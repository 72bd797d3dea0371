import type { EnumOptionsType } from "@rjsf/utils";

/**
 * Returns options whose labels differ: values of another type that read the same, such as 1 and "1",
 * are shown as JSON, and null as None.
 */
export function distinctOptions(options: readonly EnumOptionsType[]): EnumOptionsType[] {
  const named = options.map((option) =>
    option.value === null && option.label === "null" ? { ...option, label: "None" } : option,
  );
  const counts = new Map<string, number>();
  for (const { label } of named) counts.set(label, (counts.get(label) ?? 0) + 1);
  return named.map((option) =>
    (counts.get(option.label) ?? 0) > 1 ? { ...option, label: distinctLabel(option) } : option,
  );
}

function distinctLabel({ label, value }: EnumOptionsType): string {
  const json = JSON.stringify(value) ?? String(value);
  return String(value) === label ? json : `${label} (${json})`;
}

/** Adds null to the options of a boolean that may be null. */
export function withNull(
  options: readonly EnumOptionsType[],
  schema: { type?: unknown; enum?: unknown },
): readonly EnumOptionsType[] {
  const takesNull =
    Array.isArray(schema.type) && schema.type.includes("null") && schema.enum === undefined;
  const isKnown = options.some(({ value }) => value === null);
  return takesNull && !isKnown && schema.type?.toString().includes("boolean")
    ? [...options, { value: null, label: "None" }]
    : options;
}
