import AddIcon from "@mui/icons-material/AddRounded";
import RemoveIcon from "@mui/icons-material/CloseRounded";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import OutlinedInput from "@mui/material/OutlinedInput";
import { type FieldProps, getUiOptions } from "@rjsf/utils";
import { FieldErrors } from "../layout/field-error.tsx";
import { type ErrorTree, messagesOf } from "../validation/field-errors.ts";
import { keyError, type Row } from "../values/key-value-rows.ts";
import { useKeyValueRows } from "./use-key-value-rows.ts";

/** Edits an object with free keys: a row for each key, and a button that adds one. */
export function KeyValueField(props: FieldProps) {
  const { schema, uiSchema, fieldPathId, disabled = false, readonly = false, errorSchema } = props;
  const { rows, values, add, remove, edit, onBlur, listRef } = useKeyValueRows(props);
  const isLocked = disabled || readonly;
  const itemName = String(getUiOptions(uiSchema).item ?? "entry").toLocaleLowerCase();
  const isFull = rows.length >= Number(schema.maxProperties ?? Number.POSITIVE_INFINITY);
  return (
    <Box ref={listRef} sx={{ display: "grid", gap: 1 }}>
      {rows.map((row, index) => {
        // RJSF passes on the tree that `errorTree` built.
        const keyMessage = keyError(rows, row);
        const messages = [
          ...(keyMessage === null ? [] : [keyMessage]),
          ...messagesOf(errorSchema?.[row.key] as ErrorTree | undefined),
        ];
        const input = {
          size: "small",
          disabled: isLocked,
          onBlur,
          error: messages.length > 0,
        } as const;
        const labels = {
          key: `Name of ${itemName} ${index + 1}`,
          value: `Value of ${itemName} ${index + 1}`,
        };
        return (
          <Box key={row.id}>
            <Box
              sx={{
                display: "grid",
                gridTemplateColumns: "minmax(0, 2fr) minmax(0, 3fr) auto",
                gap: 1,
                alignItems: "center",
              }}
            >
              <OutlinedInput
                {...input}
                value={row.key}
                placeholder="Name"
                inputProps={{ "aria-label": labels.key }}
                onChange={({ target }) => edit(row.id, { key: target.value })}
              />
              <OutlinedInput
                {...input}
                type={values.type}
                value={textOf(row)}
                placeholder="Value"
                inputProps={{ id: `${fieldPathId.$id}/${row.key}`, "aria-label": labels.value }}
                onChange={({ target }) => edit(row.id, { value: values.read(target.value) })}
              />
              <IconButton
                aria-label={`Remove ${itemName} ${index + 1}`}
                onClick={() => remove(row.id)}
                disabled={isLocked}
              >
                <RemoveIcon sx={{ fontSize: 16 }} />
              </IconButton>
            </Box>
            <FieldErrors id={`${fieldPathId.$id}__row${row.id}`} messages={messages} />
          </Box>
        );
      })}
      <Box>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<AddIcon />}
          onClick={add}
          disabled={isLocked || isFull}
          sx={{ borderColor: "divider" }}
        >
          Add {itemName}
        </Button>
      </Box>
    </Box>
  );
}

function textOf({ value }: Row): string {
  return value === undefined || value === null ? "" : String(value);
}
