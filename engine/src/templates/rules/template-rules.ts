import type { FieldError } from "@formwork/contracts/job";
import { below } from "@formwork/contracts/schema/pointer";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { layoutFaults } from "./form-layout.ts";
import { runFaults } from "./run-rules.ts";
import { costFaults } from "./schema-costs.ts";
import { cycleFaults } from "./schema-cycles.ts";
import { schemaFaults } from "./schema-rules.ts";

/** Largest template, and largest part of it that is looked through here, in characters of JSON. */
const largestTemplate = 256 * 1024;
const largestPart = 64 * 1024;
const deepest = 32;

/** Keys that reach an object's prototype where code is careless. */
const forbiddenKeys = ["__proto__", "constructor", "prototype"];

/**
 * What a template may not be, found without compiling anything: too large, too deep, too costly, or
 * using what templates do not have. Each fault names its place.
 */
export function templateFaults(definition: TemplateDefinition): FieldError[] {
  // Each stage may rely on the ones before: only what is small is looked through, and only what is
  // cheap is followed.
  for (const stage of [sizeFaults, shapeFaults, schemaStage, useFaults]) {
    const faults = stage(definition);
    if (faults.length > 0) return faults;
  }
  return [];
}

function sizeFaults(definition: TemplateDefinition): FieldError[] {
  const { payload, result = {}, form = {}, run } = definition;
  const parts = Object.entries({ payload, result, form, run }).flatMap(([name, part]) =>
    partFaults(`/${name}`, part, largestPart),
  );
  return [...partFaults("", definition, largestTemplate), ...parts];
}

function partFaults(pointer: string, part: unknown, most: number): FieldError[] {
  const size = JSON.stringify(part).length;
  if (size <= most) return [];
  return [
    {
      pointer,
      message: `must have at most ${most / 1024} kB of JSON, and has ${Math.ceil(size / 1024)}`,
      keyword: "size",
    },
  ];
}

/** Depth, and keys and characters that are allowed nowhere. */
function shapeFaults(value: unknown, pointer = "", depth = 0): FieldError[] {
  if (typeof value === "string" && value.includes("\0"))
    return [{ pointer, message: "must not hold a NUL character", keyword: "nul" }];
  if (typeof value !== "object" || value === null) return [];
  // The template itself is one level.
  if (depth > deepest + 1)
    return [
      { pointer, message: `must not be nested deeper than ${deepest} levels`, keyword: "depth" },
    ];
  return Object.entries(value).flatMap(([key, inner]) =>
    forbiddenKeys.includes(key)
      ? [{ pointer: below(pointer, key), message: "is not an allowed name", keyword: "name" }]
      : shapeFaults(inner, below(pointer, key), depth + 1),
  );
}

function schemaStage({ payload, result = {} }: TemplateDefinition): FieldError[] {
  return [
    ...(payload.type === "object"
      ? []
      : [{ pointer: "/payload/type", message: "must be object", keyword: "const" }]),
    ...schemaFaults(payload, "/payload"),
    ...costFaults(payload, "/payload"),
    ...schemaFaults(result, "/result"),
    ...costFaults(result, "/result"),
  ];
}

function useFaults(definition: TemplateDefinition): FieldError[] {
  const { payload, result = {}, form = {} } = definition;
  return [
    ...cycleFaults(payload, "/payload"),
    ...cycleFaults(result, "/result"),
    ...layoutFaults(form, "/form"),
    ...runFaults(definition),
  ];
}
