import {
  isObject,
  listAt,
  objectAt,
  type SchemaObject,
} from "@formwork/contracts/schema/schema-tree";
import {
  getDiscriminatorFieldFromSchema,
  getFirstMatchingOption,
  type ValidatorType,
} from "@rjsf/utils";
import { resolveAllReferences } from "@rjsf/utils/lib/schema/retrieveSchema.js";

/**
 * The parts of a schema that a form validates a value against to know which branch it is of. RJSF
 * has a parser for this, `schemaParser`, which never ends for a definition that refers to itself;
 * this one visits each place of the schema once. Its parts have to be those RJSF makes up at run
 * time, so RJSF's own functions make them.
 */
export function branchSchemasOf(place: SchemaObject, root: SchemaObject): SchemaObject[] {
  const conditions = isObject(place.if) ? [place.if] : [];
  const options = ["anyOf", "oneOf"].flatMap((keyword) =>
    optionParts(place, listAt(place, keyword), root),
  );
  return [...conditions, ...options, ...dependencyParts(place, root)];
}

/**
 * An option as it stands, which our own rules ask about, and as RJSF asks: resolved, and stricter
 * or laxer.
 */
function optionParts(place: SchemaObject, options: unknown[], root: SchemaObject): SchemaObject[] {
  const schemas = options.filter(isObject);
  const asked: SchemaObject[] = [...schemas];
  const resolved = schemas.map((option) => resolveAllReferences(option, root, []));
  getFirstMatchingOption(
    listener(asked),
    {},
    resolved,
    root,
    getDiscriminatorFieldFromSchema(place),
  );
  return asked;
}

/** Where one of several schemas that depend on a field is chosen by the field's value. */
function dependencyParts(place: SchemaObject, root: SchemaObject): SchemaObject[] {
  return Object.entries(objectAt(place, "dependencies")).flatMap(([key, dependent]) =>
    (isObject(dependent) ? listAt(dependent, "oneOf") : []).filter(isObject).flatMap((option) => {
      const condition = objectAt(
        resolveAllReferences<SchemaObject>(option, root, []),
        "properties",
      )[key];
      return isObject(condition) ? [{ type: "object", properties: { [key]: condition } }] : [];
    }),
  );
}

/** A validator that only listens: nothing fits, so that every part is asked about. */
function listener(asked: SchemaObject[]): ValidatorType {
  return {
    isValid: (part) => {
      asked.push(part);
      return false;
    },
    rawValidation: () => ({}),
    validateFormData: () => ({ errors: [], errorSchema: {} }),
  };
}
