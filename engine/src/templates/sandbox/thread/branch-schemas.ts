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
 * Returns the subschemas against which a form validates a value to find its branch (`if`, options
 * of `anyOf` and `oneOf`, dependencies) at one place of a schema. RJSF's own `schemaParser` does
 * not terminate for a definition that refers to itself. The result has to equal what RJSF derives
 * at run time, so RJSF's functions derive it.
 */
export function branchSchemasOf(place: SchemaObject, root: SchemaObject): SchemaObject[] {
  const conditions = isObject(place.if) ? [place.if] : [];
  const options = ["anyOf", "oneOf"].flatMap((keyword) =>
    optionParts(place, listAt(place, keyword), root),
  );
  return [...conditions, ...options, ...dependencyParts(place, root)];
}

/**
 * Returns each option as it stands, which our own rules validate against, and in the forms RJSF
 * derives from it: with references resolved, and with properties required or not.
 */
function optionParts(place: SchemaObject, options: unknown[], root: SchemaObject): SchemaObject[] {
  const schemas = options.filter(isObject);
  const asked: SchemaObject[] = [...schemas];
  const resolved = schemas.map((option) => resolveAllReferences(option, root, []));
  getFirstMatchingOption(
    recorder(asked),
    {},
    resolved,
    root,
    getDiscriminatorFieldFromSchema(place),
  );
  return asked;
}

/** Returns the conditions on a field whose value chooses one of several dependent schemas. */
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

/** Records the subschemas it is asked about. It answers no each time, so that RJSF asks for all. */
function recorder(asked: SchemaObject[]): ValidatorType {
  return {
    isValid: (part) => {
      asked.push(part);
      return false;
    },
    rawValidation: () => ({}),
    validateFormData: () => ({ errors: [], errorSchema: {} }),
  };
}
