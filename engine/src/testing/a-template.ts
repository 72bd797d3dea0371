import type { TemplateDefinition } from "@formwork/contracts/template";

/** Builds a template that requests a URL, with the parts given. */
export function aTemplate(parts: Partial<TemplateDefinition> = {}): TemplateDefinition {
  return {
    name: "fetch",
    title: "Fetch",
    payload: { type: "object", properties: { url: { type: "string", format: "uri" } } },
    run: { kind: "http", url: "{{payload.url}}" },
    ...parts,
  };
}

/**
 * Builds a schema of 1.7 kB for which a value of the wrong type makes 2^26 errors, more than fit
 * into the memory of a process.
 */
export function aSchemaBomb(): Record<string, unknown> {
  const double = (level: number) => [
    `d${level}`,
    { anyOf: [{ $ref: `#/$defs/d${level + 1}` }, { $ref: `#/$defs/d${level + 1}` }] },
  ];
  return {
    type: "object",
    $ref: "#/$defs/d0",
    $defs: {
      ...Object.fromEntries(Array.from({ length: 26 }, (_, level) => double(level))),
      d26: { type: "string" },
    },
  };
}
