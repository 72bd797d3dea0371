import { _ } from "ajv";
import { Ajv2020, type Options } from "ajv/dist/2020.js";
import addLimits from "ajv-formats/dist/limit.js";
import { formats } from "./formats.ts";
import { linearPattern } from "./pattern.ts";

/**
 * The one recipe: a fresh validator of JSON Schema 2020-12, the same for requests, templates and
 * forms. It sees own properties only, matches patterns in linear time and knows no references to
 * data. `source` keeps the code it generates; `validateSchema: false` is for schemas that were
 * checked before.
 */
export function createAjv({ source = false, validateSchema = true } = {}): Ajv2020 {
  const ajv = new Ajv2020({ ...recipe, validateSchema, code: { ...recipe.code, source } });
  addLimits.default(ajv);
  return ajv;
}

const recipe = {
  allErrors: true,
  ownProperties: true,
  $data: false,
  // Templates may carry words of their own; what is misspelt is found by the engine's limits, which
  // can say so better.
  strict: false,
  multipleOfPrecision: 8,
  formats,
  code: { regExp: linearPattern, formats: _`require("formwork/formats").formats` },
  logger: false,
} satisfies Options;
