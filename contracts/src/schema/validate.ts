import { _ } from "ajv";
import { Ajv2020, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import addLimits from "ajv-formats/dist/limit.js";
import { formats } from "./formats.ts";
import { linearPattern } from "./pattern.ts";

/**
 * Makes a validator of JSON Schema 2020-12, with the same options for requests, templates and
 * forms: own properties only, patterns in linear time, no `$data` references. `source` keeps the
 * code it generates; `validateSchema: false` skips the check of schemas that were checked before.
 */
export function createAjv({ source = false, validateSchema = true } = {}): Ajv2020 {
  const ajv = new Ajv2020({ ...options, validateSchema, code: { ...options.code, source } });
  addLimits.default(ajv);
  return ajv;
}

/**
 * Makes the validator of a schema of Formwork's own, which tests check. It is compiled when it is asked
 * for first: all of them take 20 MB, and most processes use few.
 */
export function compileOnce<T = unknown>(schema: object): () => ValidateFunction<T> {
  let compiled: ValidateFunction<T> | undefined;
  return () => {
    ownSchemas ??= createAjv({ validateSchema: false });
    compiled ??= ownSchemas.compile<T>(schema);
    return compiled;
  };
}

let ownSchemas: Ajv2020 | undefined;

const options = {
  allErrors: true,
  ownProperties: true,
  $data: false,
  // Templates may have keywords of their own; the engine's template rules report misspelt ones.
  strict: false,
  multipleOfPrecision: 8,
  formats,
  code: { regExp: linearPattern, formats: _`require("formwork/formats").formats` },
  logger: false,
} satisfies Options;
