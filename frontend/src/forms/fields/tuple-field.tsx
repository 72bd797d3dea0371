import AddIcon from "@mui/icons-material/AddRounded";
import RemoveIcon from "@mui/icons-material/CloseRounded";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import { type FieldProps, toFieldPathId, type UiSchema } from "@rjsf/utils";
import { useCallback, useRef } from "react";
import { useFieldContext } from "../layout/field-context.ts";
import type { AnySchema } from "../values/schema-at.ts";
import { SchemaField } from "./schema-field.tsx";
import { setItem, tupleItems } from "./tuple-items.ts";

/**
 * Shows a list whose first items have a schema each (`prefixItems`): a field for each of them, and
 * where more items are allowed, those below.
 */
export function TupleField(props: FieldProps) {
  const { schema, uiSchema, formData, registry, errorSchema, required } = props;
  // RJSF gives the field around branches another id than what they hold.
  const fieldPathId = props.childFieldPathId ?? props.fieldPathId;
  const { list } = useFieldContext();
  const { fixed, rest } = tupleItems(schema);
  const items: readonly unknown[] = Array.isArray(formData) ? formData : [];
  const count = Math.max(fixed.length, items.length);
  const isLocked = props.disabled === true || props.readonly === true;
  const isFull = count >= Number(schema.maxItems ?? Number.POSITIVE_INFINITY);
  const report = (next: readonly unknown[]) =>
    props.onChange(next.length === 0 && required !== true ? undefined : next, fieldPathId.path);
  // Controls below keep the first function they get.
  const latest = useRef({ items, report, path: fieldPathId.path });
  latest.current = { items, report, path: fieldPathId.path };
  const edit = useCallback((value: unknown, at: readonly (string | number)[]) => {
    const { items, report, path } = latest.current;
    report(setItem(items, at.slice(path.length), value));
  }, []);
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place of an item is its meaning
        <Box key={index} sx={{ display: "flex", gap: 1, alignItems: "start" }}>
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <SchemaField
              name={`${list?.item ?? "Item"} ${index + 1}`}
              schema={(fixed[index] ?? rest ?? {}) as AnySchema}
              uiSchema={layoutOf(uiSchema, index, fixed.length)}
              fieldPathId={toFieldPathId(index, registry.globalFormOptions, fieldPathId.path)}
              formData={items[index]}
              errorSchema={errorSchema?.[index]}
              required={index < Number(schema.minItems ?? 0)}
              onChange={edit}
              onBlur={props.onBlur}
              onFocus={props.onFocus}
              registry={registry}
              disabled={props.disabled}
              readonly={props.readonly}
            />
          </Box>
          {index < fixed.length ? null : (
            <IconButton
              aria-label={`Remove item ${index + 1}`}
              disabled={isLocked}
              onClick={() => report(items.filter((_, other) => other !== index))}
              sx={{ mt: "27px" }}
            >
              <RemoveIcon sx={{ fontSize: 16 }} />
            </IconButton>
          )}
        </Box>
      ))}
      {rest === null ? null : (
        <Box>
          <Button
            variant="outlined"
            color="inherit"
            startIcon={<AddIcon />}
            disabled={isLocked || isFull}
            onClick={() =>
              report([...Array.from({ length: count }, (_, i) => items[i]), undefined])
            }
            sx={{ borderColor: "divider" }}
          >
            Add item
          </Button>
        </Box>
      )}
    </>
  );
}

function layoutOf(layout: UiSchema | undefined, index: number, fixed: number): UiSchema {
  if (index >= fixed) return layout?.additionalItems ?? {};
  const items: unknown = layout?.prefixItems ?? layout?.items;
  // The layouts of the items, one each or one for all.
  return ((Array.isArray(items) ? items[index] : items) ?? {}) as UiSchema;
}
