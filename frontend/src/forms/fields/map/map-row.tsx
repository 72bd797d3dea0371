import RemoveIcon from "@mui/icons-material/CloseRounded";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import OutlinedInput from "@mui/material/OutlinedInput";
import { type FieldProps, getUiOptions, toFieldPathId, type UiSchema } from "@rjsf/utils";
import { memo } from "react";
import { FieldContextProvider, useFieldContext } from "../../layout/field-context.ts";
import { FieldErrors } from "../../layout/field-error.tsx";
import { markEmptyItems } from "../../values/empty-items.ts";
import { fieldKind } from "../../values/field-kind.ts";
import { idSeparator } from "../../values/field-path.ts";
import type { AnySchema } from "../../values/schema-at.ts";
import { setValue } from "../../values/set-value.ts";
import { equalProps } from "../equal-props.ts";
import { SchemaField } from "../schema-field.tsx";
import type { Row } from "./map-rows.ts";
import { emptyValue } from "./map-values.ts";

/** `fieldPathId` and `uiSchema` are those of the field around the row; `errorSchema` is its value's. */
type MapRowProps = Pick<
  FieldProps,
  | ("fieldPathId" | "registry" | "uiSchema" | "errorSchema")
  | ("disabled" | "readonly" | "onBlur" | "onFocus")
> & {
  row: Row;
  /** Such as "entry 2". */
  name: string;
  schema: AnySchema;
  /** What is wrong with the row itself. */
  fault: string | null;
  /** True where that is its name. */
  isNameFaulty: boolean;
  /** True for a row that is in the object under its key. */
  isOwner: boolean;
  onRename: (rowId: number, key: string) => void;
  onRemove: (rowId: number) => void;
  /** Changes the value, whatever it is by then. */
  onEdit: (rowId: number, change: (value: unknown) => unknown, id: string) => void;
};

/**
 * Shows one key of an object with the control of its value: beside it, or below where it is large. It
 * is rendered again only when its own value, key or errors change, since an object may have hundreds.
 */
export const MapRow = memo(function MapRow(props: MapRowProps) {
  const { row, name, schema, fault, fieldPathId, registry, uiSchema, onBlur } = props;
  const isLocked = props.disabled === true || props.readonly === true;
  const resolved = registry.schemaUtils.retrieveSchema(schema, row.value);
  const isSmall = fieldKind(resolved, uiSchema?.additionalProperties) === "control";
  return (
    <Box
      data-row={row.id}
      role={isSmall ? undefined : "group"}
      aria-label={isSmall ? undefined : row.key || name}
      sx={isSmall ? undefined : { border: 1, borderColor: "divider", borderRadius: 1 }}
    >
      <Box sx={isSmall ? smallRow : largeRow}>
        <OutlinedInput
          size="small"
          value={row.key}
          placeholder="Name"
          disabled={isLocked}
          error={props.isNameFaulty}
          inputProps={{
            "aria-label": `Name of ${name}`,
            "aria-describedby": fault === null ? undefined : `${fieldPathId.$id}__row${row.id}`,
          }}
          onChange={({ target }) => props.onRename(row.id, target.value)}
          // The errors of the whole map wait until the person has left its values, too.
          onBlur={() => onBlur(`${fieldPathId.$id}${idSeparator}${row.key}`, row.value)}
          sx={{ bgcolor: "background.paper" }}
        />
        <Box sx={{ alignSelf: "center" }}>
          {isSmall ? <RowValue {...props} resolved={resolved} /> : null}
        </Box>
        <IconButton
          aria-label={`Remove ${name}`}
          onClick={() => props.onRemove(row.id)}
          disabled={isLocked}
          sx={isSmall ? besideInput : undefined}
        >
          <RemoveIcon sx={{ fontSize: 16 }} />
        </IconButton>
      </Box>
      <Box sx={isSmall ? undefined : { px: { xs: 1.5, sm: 2 } }}>
        <FieldErrors
          id={`${fieldPathId.$id}__row${row.id}`}
          messages={fault === null ? [] : [fault]}
        />
      </Box>
      {isSmall ? null : (
        <Box sx={{ p: { xs: 1.5, sm: 2 } }}>
          <RowValue {...props} resolved={resolved} />
        </Box>
      )}
    </Box>
  );
}, equalProps);

const columns = {
  display: "grid",
  gap: 1,
  gridTemplateColumns: "minmax(0, 2fr) minmax(0, 3fr) auto",
};
/** Centres a button of 30 px beside an input of 38 px, whatever stands below that. */
const besideInput = { mt: "4px" };
const smallRow = { ...columns, alignItems: "start" };
const largeRow = { ...columns, alignItems: "center", bgcolor: "action.hover", p: 0.75 };

/** Shows the control of a row's value. */
function RowValue(props: MapRowProps & { resolved: AnySchema }) {
  const { row, name, schema, isOwner, resolved, fieldPathId, registry, onEdit } = props;
  const { depth } = useFieldContext();
  const { path } = fieldPathId;
  // A row that is not in the object yet has ids of its own, beside those of the row that is.
  const key = isOwner ? row.key : `\u2063${row.id}`;
  return (
    <FieldContextProvider
      value={{ depth, labelOverride: `Value of ${name}`, hideDescription: true, list: null }}
    >
      <SchemaField
        name={row.key}
        schema={schema}
        uiSchema={layoutOf(props.uiSchema, row.key, name)}
        fieldPathId={toFieldPathId(key, registry.globalFormOptions, path)}
        formData={row.value}
        errorSchema={props.errorSchema}
        required
        onChange={(value: unknown, at: (string | number)[], _errors?: unknown, id?: string) => {
          const below = at.slice(path.length + 1);
          const change = (before: unknown) => {
            const next = setValue(before, below, markEmptyItems(value, at, registry.rootSchema));
            return next === undefined ? emptyValue(resolved) : next;
          };
          onEdit(row.id, change, id ?? fieldPathId.$id);
        }}
        onBlur={props.onBlur}
        onFocus={props.onFocus}
        registry={registry}
        disabled={props.disabled}
        readonly={props.readonly}
      />
    </FieldContextProvider>
  );
}

/** Names a value by its key, where its control has a label of its own. */
function layoutOf(layout: UiSchema | undefined, key: string, name: string): UiSchema {
  const own = layout?.additionalProperties ?? {};
  const title = getUiOptions(own).title ?? (key === "" ? `Value of ${name}` : key);
  return { ...own, "ui:title": title };
}
