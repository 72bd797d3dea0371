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
 * A field that somebody added to an object by hand: its name can be edited and it can be taken
 * away. Any other field stays as it is.
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
  const surroundings = useFieldContext();
  if (!(ADDITIONAL_PROPERTY_FLAG in schema)) return children;
  // Its name stands in the input beside it.
  const value = (
    <FieldContextProvider value={{ ...surroundings, labelOverride: `Value of ${label}` }}>
      {children}
    </FieldContextProvider>
  );
  const locked = disabled || readonly;
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
        disabled={locked}
        size="small"
        inputProps={{ "aria-label": `Name of the field ${label}` }}
      />
      {value}
      <IconButton aria-label={`Remove ${label}`} onClick={onRemoveProperty} disabled={locked}>
        <RemoveIcon fontSize="small" />
      </IconButton>
    </Box>
  );
}
