import type { FieldError } from "@formwork/contracts/problem";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { idOf, pathOf } from "../../../forms/values/field-path.ts";
import { unknownFieldErrors } from "./unknown-field-errors.ts";
import { withoutPath } from "./without-path.ts";

type UnknownFieldsProps = {
  errors: readonly FieldError[];
  payload: Payload;
  onRemove: (payload: Payload) => void;
};

/**
 * Lists values of the payload that no field shows, as a link or another version may bring, and
 * offers to leave them out. An error summary leads to these buttons.
 */
export function UnknownFields({ errors, payload, onRemove }: UnknownFieldsProps) {
  const unknown = unknownFieldErrors(errors, payload);
  if (unknown.length === 0) return null;
  const remove = (removed: readonly FieldError[]) =>
    // A payload without some of its keys is still one.
    onRemove(
      removed.reduce<unknown>(
        (rest, { pointer }) => withoutPath(rest, pathOf(pointer)),
        payload,
      ) as Payload,
    );
  return (
    <Alert
      severity="warning"
      sx={{ mb: 2.5, alignItems: "flex-start", "& .MuiAlert-message": { flex: 1 } }}
    >
      {unknown.map((error) => {
        const name = pathOf(error.pointer).join(".");
        return (
          <Box
            key={error.pointer}
            sx={{ display: "flex", alignItems: "baseline", gap: 1, flexWrap: "wrap" }}
          >
            <Box sx={{ flex: 1, minWidth: 160, overflowWrap: "anywhere" }}>
              <strong>{name}</strong> {error.message}
            </Box>
            <Button
              id={idOf(error.pointer)}
              color="inherit"
              size="small"
              onClick={() => remove([error])}
              sx={{ ml: "auto" }}
            >
              Remove {name}
            </Button>
          </Box>
        );
      })}
      {unknown.length > 1 ? (
        <Button
          color="inherit"
          size="small"
          onClick={() => remove(unknown)}
          sx={{ display: "flex", ml: "auto" }}
        >
          Remove all {unknown.length}
        </Button>
      ) : null}
    </Alert>
  );
}
