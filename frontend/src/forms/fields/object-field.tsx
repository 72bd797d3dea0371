import type { FieldProps } from "@rjsf/utils";
import { useMemo } from "react";
import { rjsfFields } from "../layout/rjsf-parts.ts";
import { fieldKind, namedFields } from "../values/field-kind.ts";
import { JsonField } from "./json-field.tsx";
import { MapField } from "./map/map-field.tsx";
import { takesFreeKeys } from "./map/map-values.ts";
import { useStableProps } from "./use-stable-props.ts";

const NamedFields = rjsfFields.ObjectField;

/** Shows an object by its kind: as fields, as rows of key and value, as both, or as JSON. */
export function ObjectField(props: FieldProps) {
  const stable = useStableProps(props);
  const { schema } = stable;
  const named = useMemo(() => new Set(namedFields(schema)), [schema]);
  const kind = fieldKind(schema, props.uiSchema);
  if (kind === "json") return <JsonField {...props} />;
  if (named.size === 0 && takesFreeKeys(schema)) return <MapField {...stable} />;
  if (!takesFreeKeys(schema)) return <NamedFields {...stable} />;
  return (
    <>
      <NamedFields {...stable} schema={onlyNamed(schema, named)} />
      <MapField {...stable} taken={named} />
    </>
  );
}

/** Returns the schema of the named fields alone; RJSF would show a field for each free key. */
function onlyNamed(schema: FieldProps["schema"], named: ReadonlySet<string>): FieldProps["schema"] {
  const { patternProperties: _, ...rest } = schema;
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([name]) => named.has(name)),
  );
  return { ...rest, properties, additionalProperties: false };
}
