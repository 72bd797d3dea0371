import { parseDuration } from "@formwork/contracts/duration";
import { isPrototypeKey } from "@formwork/contracts/json/prototype-key";
import type { FieldError } from "@formwork/contracts/problem";
import { childPointer } from "@formwork/contracts/schema/pointer";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { confirmFaults } from "./confirm-rules.ts";
import { directionFaults } from "./direction-rules.ts";
import { layoutFaults } from "./layout/layout-faults.ts";
import { retentionFaults } from "./retention-rules.ts";
import { runFaults } from "./run-rules.ts";
import { impossibleFaults } from "./schema/impossible-values.ts";
import { patternCostFaults } from "./schema/pattern-costs.ts";
import { repeatedRecursionFaults } from "./schema/repeated-recursion.ts";
import { requiredFieldFaults } from "./schema/required-fields.ts";
import { costFaults } from "./schema/schema-costs.ts";
import { cycleFaults } from "./schema/schema-cycles.ts";
import { schemaFaults } from "./schema/schema-rules.ts";
import { reservedFaults, secretFaults } from "./secrets/secret-rules.ts";
import { summaryFaults } from "./summary-rules.ts";

/** Largest template, and largest of its parts that are walked here, in characters of JSON. */
const maxTemplateLength = 256 * 1024;
const maxPartLength = 64 * 1024;
const maxDepth = 32;

/**
 * Returns the rules that a template breaks, each fault with its pointer. No schema is compiled, and
 * patterns of bounded cost alone: the rules bound size, depth and cost, so that the sandbox may compile
 * what passes.
 */
export function templateFaults(definition: TemplateDefinition): FieldError[] {
  const faults = structureFaults(definition);
  return faults.length > 0 ? faults : usageFaults(definition);
}

/** Returns faults of size, depth, keywords and cost; without them, the sandbox may compile it. */
export function structureFaults(definition: TemplateDefinition): FieldError[] {
  // Each stage relies on the ones before: only small parts are walked, and only references of
  // bounded cost are followed.
  for (const stage of [sizeFaults, shapeFaults, patternStage, schemaStage, cycleStage]) {
    const faults = stage(definition);
    if (faults.length > 0) return faults;
  }
  return [];
}

function sizeFaults(definition: TemplateDefinition): FieldError[] {
  const { payload, result = {}, form = {}, run } = definition;
  const parts = Object.entries({ payload, result, form, run }).flatMap(([name, part]) =>
    partFaults(`/${name}`, part, maxPartLength),
  );
  return [...partFaults("", definition, maxTemplateLength), ...parts];
}

function partFaults(pointer: string, part: unknown, max: number): FieldError[] {
  const size = JSON.stringify(part).length;
  if (size <= max) return [];
  return [
    {
      pointer,
      message: `must have at most ${max / 1024} kB of JSON, and has ${Math.ceil(size / 1024)}`,
      keyword: "size",
    },
  ];
}

/** Returns faults of depth, and of keys and characters that are allowed nowhere. */
function shapeFaults(value: unknown, pointer = "", depth = 0): FieldError[] {
  if (typeof value === "string" && value.includes("\0"))
    return [{ pointer, message: "must not hold a NUL character", keyword: "nul" }];
  if (typeof value !== "object" || value === null) return [];
  // The template itself is one level.
  if (depth > maxDepth + 1)
    return [
      { pointer, message: `must not be nested deeper than ${maxDepth} levels`, keyword: "depth" },
    ];
  return Object.entries(value).flatMap(([key, inner]) =>
    isPrototypeKey(key)
      ? [
          {
            pointer: childPointer(pointer, key),
            message: "is not an allowed name",
            keyword: "name",
          },
        ]
      : shapeFaults(inner, childPointer(pointer, key), depth + 1),
  );
}

/** Patterns are compiled by the rules of the later stages. */
function patternStage({ payload, result = {} }: TemplateDefinition): FieldError[] {
  return [...patternCostFaults(payload, "/payload"), ...patternCostFaults(result, "/result")];
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

function cycleStage({ payload, result = {} }: TemplateDefinition): FieldError[] {
  return [
    ...cycleFaults(payload, "/payload"),
    ...cycleFaults(result, "/result"),
    ...repeatedRecursionFaults(payload, "/payload"),
    ...repeatedRecursionFaults(result, "/result"),
    ...impossibleFaults(payload, "/payload"),
    ...impossibleFaults(result, "/result"),
  ];
}

/** Returns faults of how the parts of a template use each other. */
export function usageFaults(definition: TemplateDefinition): FieldError[] {
  const { payload, form = {}, examples = [] } = definition;
  return [
    ...secretFaults(payload, "/payload"),
    ...reservedFaults(examples, "/examples"),
    ...requiredFieldFaults(payload, "/payload"),
    ...layoutFaults(form, "/form", payload),
    ...runFaults(definition),
    ...summaryFaults(definition),
    ...confirmFaults(definition),
    ...timeoutFaults(definition),
    ...retentionFaults(definition.retention ?? {}, "/retention"),
    ...directionFaults(definition),
    ...(definition.name === "faults"
      ? [
          {
            pointer: "/name",
            message: "must not be faults, which is an address of the API",
            keyword: "name",
          },
        ]
      : []),
  ];
}

function timeoutFaults({ timeout }: TemplateDefinition): FieldError[] {
  return timeout === undefined || parseDuration(timeout) > 0
    ? []
    : [{ pointer: "/timeout", message: "must be longer than nothing", keyword: "timeout" }];
}
