import RemoveIcon from "@mui/icons-material/CloseRounded";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import OutlinedInput from "@mui/material/OutlinedInput";
import { ADDITIONAL_PROPERTY_FLAG, type FieldTemplateProps } from "@rjsf/utils";
import type { ReactNode } from "react";
import { SurroundingsProvider, useSurroundings } from "./field-context.ts";

type PairProps = Pick<
  FieldTemplateProps,
  "id" | "label" | "schema" | "disabled" | "readonly" | "onKeyRenameBlur" | "onRemoveProperty"
> & {
  children: ReactNode;
};

/**
 * A field that somebody added to an object by hand: its name can be edited and it can be taken
 * away. Any other field stays as it is.
 */
export function Pair({
  id,
  label,
  schema,
  disabled,
  readonly,
  onKeyRenameBlur,
  onRemoveProperty,
  children,
}: PairProps) {
  const surroundings = useSurroundings();
  if (!(ADDITIONAL_PROPERTY_FLAG in schema)) return children;
  // Its name stands in the input beside it.
  const value = (
    <SurroundingsProvider value={{ ...surroundings, standsFor: `Value of ${label}` }}>
      {children}
    </SurroundingsProvider>
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
