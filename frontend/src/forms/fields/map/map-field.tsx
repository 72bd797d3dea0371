import AddIcon from "@mui/icons-material/AddRounded";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { type FieldProps, getUiOptions } from "@rjsf/utils";
import { useUnreadableText } from "../../validation/unreadable-text.ts";
import { jsonEqual } from "../../values/json-equal.ts";
import type { AnySchema } from "../../values/schema-at.ts";
import { useStable } from "../../values/use-stable.ts";
import { MapRow } from "./map-row.tsx";
import { keyFault, ownersOf, type Row, type TakenKeys } from "./map-rows.ts";
import { initialValue, valueSchema } from "./map-values.ts";
import { useMapRows } from "./use-map-rows.ts";

const noKeys: TakenKeys = new Set();

type MapFieldProps = FieldProps & {
  /** The named fields of the same object. */
  taken?: TakenKeys;
};

/**
 * Edits the free keys of an object: a row for each, whose value has the control of its own schema,
 * and a button that adds one. What a row lacks stops the submit.
 */
export function MapField({ taken = noKeys, ...props }: MapFieldProps) {
  const { schema, uiSchema, registry, required, rawErrors = [] } = props;
  // RJSF gives the field around branches another id than what they hold.
  const fieldPathId = props.childFieldPathId ?? props.fieldPathId;
  const entries = useStable(without(props.formData, taken));
  const resolved = (key: string): AnySchema =>
    registry.schemaUtils.retrieveSchema(valueSchema(schema, key));
  const map = useMapRows({
    id: fieldPathId.$id,
    entries,
    taken,
    initialValue: (key) => initialValue(resolved(key)),
    onChange(object, id) {
      const whole = { ...only(props.formData, taken), ...object };
      const isEmpty = Object.keys(whole).length === 0 && required !== true && taken === noKeys;
      props.onChange(isEmpty ? undefined : whole, fieldPathId.path, undefined, id);
    },
  });
  const isBlank = (row: Row) => jsonEqual(row.value, initialValue(resolved(row.key)));
  const owners = ownersOf(map.rows, taken);
  const faults = new Map(map.rows.map((row) => [row, keyFault(row, { owners, taken, isBlank })]));
  const lacking = map.rows.filter(isLacking);
  useUnreadableText(fieldPathId.path, summaryOf(map.rows, faults, lacking), props.formData);
  const isLocked = props.disabled === true || props.readonly === true;
  const itemName = String(
    getUiOptions(uiSchema).item ?? (taken === noKeys ? "entry" : "field"),
  ).toLocaleLowerCase();
  const isFull =
    map.rows.length + taken.size >= Number(schema.maxProperties ?? Number.POSITIVE_INFINITY);
  return (
    <Box ref={map.listRef} sx={{ display: "grid", gap: 1 }}>
      {map.rows.map((row, index) => (
        <MapRow
          key={row.id}
          fieldPathId={fieldPathId}
          registry={registry}
          uiSchema={uiSchema}
          errorSchema={owners.has(row) ? props.errorSchema?.[row.key] : undefined}
          row={row}
          name={`${itemName} ${index + 1}`}
          schema={valueSchema(schema, row.key)}
          fault={faults.get(row) ?? (rawErrors.length > 0 ? valueFault(row) : null)}
          isNameFaulty={faults.get(row) !== null}
          isOwner={owners.has(row)}
          disabled={props.disabled}
          readonly={props.readonly}
          onBlur={props.onBlur}
          onFocus={props.onFocus}
          onRename={map.rename}
          onRemove={map.remove}
          onEdit={map.edit}
        />
      ))}
      <Box>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<AddIcon />}
          onClick={map.add}
          disabled={isLocked || isFull}
          sx={{ borderColor: "divider" }}
        >
          Add {itemName}
        </Button>
      </Box>
    </Box>
  );
}

function isLacking({ key, value }: Row): boolean {
  return key !== "" && value === undefined;
}

function valueFault(row: Row): string | null {
  return isLacking(row) ? "Give it a value" : null;
}

/** Returns what the rows lack, as an error of the whole object; null for nothing. */
function summaryOf(
  rows: readonly Row[],
  faults: ReadonlyMap<Row, string | null>,
  lacking: readonly Row[],
): string | null {
  const faulty = rows.find((row) => faults.get(row) !== null);
  if (faulty === undefined) {
    return lacking[0] === undefined ? null : `needs a value for “${lacking[0].key}”`;
  }
  return faulty.key === ""
    ? "has a value without a name"
    : `has the name “${faulty.key}” more than once`;
}

function without(value: unknown, keys: TakenKeys): Record<string, unknown> {
  return Object.fromEntries(entriesOf(value).filter(([key]) => !keys.has(key)));
}

function only(value: unknown, keys: TakenKeys): Record<string, unknown> {
  return Object.fromEntries(entriesOf(value).filter(([key]) => keys.has(key)));
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : [];
}
