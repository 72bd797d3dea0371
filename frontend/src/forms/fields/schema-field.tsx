import { hasOptions } from "@formwork/contracts/schema/form/form-widgets";
import type { FieldProps } from "@rjsf/utils";
import { memo, useMemo } from "react";
import { rjsfFields } from "../layout/rjsf-parts.ts";
import { FieldPathContext } from "../validation/field-path-context.ts";
import { constantKind } from "../values/constant-kind.ts";
import { titleFromName } from "../values/schema-labels.ts";
import { useStable } from "../values/use-stable.ts";
import { equalProps } from "./equal-props.ts";
import { FieldBoundary } from "./field-boundary.tsx";
import { fittingLayout } from "./fitting-layout.ts";
import { nullableLayout } from "./nullable-layout.ts";
import { UndrawableField } from "./undrawable-field.tsx";

const DefaultSchemaField = rjsfFields.SchemaField;

/**
 * Shows the field of any schema. A layout that does not fit the schema is left out, and a field that
 * cannot be drawn says so in its place. A field is rendered again only when its own value, errors or
 * schema are other objects than before.
 */
export const SchemaField = memo(function SchemaField(props: FieldProps) {
  const { schema, uiSchema, formData, name, registry, required } = props;
  const isRequired = required === true;
  const { drawn, layout } = useMemo(() => {
    const resolved = registry.schemaUtils.retrieveSchema(schema, formData);
    const fitting = nullableLayout(resolved, fittingLayout(resolved, uiSchema), isRequired);
    const isTicked = constantKind(resolved) === "ticked";
    return {
      drawn: drawable(schema, resolved, name),
      layout: isTicked ? { ...fitting, "ui:field": "constant" } : fitting,
    };
  }, [registry, schema, formData, uiSchema, isRequired, name]);
  const path = useStable(props.fieldPathId.path);
  return (
    <FieldPathContext value={path}>
      <FieldBoundary fallback={(error) => <UndrawableField {...props} error={error} />}>
        <DefaultSchemaField {...props} schema={drawn} uiSchema={layout} />
      </FieldBoundary>
    </FieldPathContext>
  );
}, equalProps);

/**
 * RJSF draws nothing for a schema without keywords, which takes any value, and knows a choice between
 * constants only by its type.
 */
function drawable(
  schema: FieldProps["schema"],
  resolved: FieldProps["schema"],
  name: string,
): FieldProps["schema"] {
  if (typeof schema === "boolean" || Object.keys(schema).length === 0)
    return { title: titleFromName(name) };
  return resolved.type === undefined && hasOptions(resolved)
    ? { ...schema, type: "string" }
    : schema;
}
