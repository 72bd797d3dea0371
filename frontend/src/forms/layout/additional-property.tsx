import RemoveIcon from "@mui/icons-material/CloseRounded";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import OutlinedInput from "@mui/material/OutlinedInput";
import { ADDITIONAL_PROPERTY_FLAG, type FieldTemplateProps } from "@rjsf/utils";
import type { ReactNode } from "react";
import { FieldContextProvider, useFieldContext } from "./field-context.ts";

type AdditionalPropertyProps = Pick<
  FieldTemplateProps,
  "id" | "label" | "schema" | "disabled" | "readonly" | "onKeyRenameBlur" | "onRemoveProperty"
> & {
  children: ReactNode;
};

/**
 * Adds an input for the name and a remove button to a field that the user has added to an object.
 * Any other field is returned unchanged.
 */
export function AdditionalProperty({
  id,
  label,
  schema,
  disabled,
  readonly,
  onKeyRenameBlur,
  onRemoveProperty,
  children,
}: AdditionalPropertyProps) {
  const context = useFieldContext();
  if (!(ADDITIONAL_PROPERTY_FLAG in schema)) return children;
  // The name is in the input beside the value.
  const value = (
    <FieldContextProvider value={{ ...context, labelOverride: `Value of ${label}` }}>
      {children}
    </FieldContextProvider>
  );
  const isLocked = disabled || readonly;
  return (
    <Box
      sx={{
        display: "grid",
        gridTemplateColumns: "minmax(0, 1fr) minmax(0, 2fr) auto",
        gap: 1,
        alignItems: "start",
      }}
    >
      <OutlinedInput
        id={`${id}__key`}
        defaultValue={label}
        onBlur={onKeyRenameBlur}
        disabled={isLocked}
        size="small"
        inputProps={{ "aria-label": `Name of the field ${label}` }}
      />
      {value}
      <IconButton aria-label={`Remove ${label}`} onClick={onRemoveProperty} disabled={isLocked}>
        <RemoveIcon fontSize="small" />
      </IconButton>
    </Box>
  );
}
