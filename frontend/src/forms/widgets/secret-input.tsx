import LockIcon from "@mui/icons-material/LockOutlined";
import HideIcon from "@mui/icons-material/VisibilityOffOutlined";
import ShowIcon from "@mui/icons-material/VisibilityOutlined";
import IconButton from "@mui/material/IconButton";
import InputAdornment from "@mui/material/InputAdornment";
import OutlinedInput from "@mui/material/OutlinedInput";
import type { WidgetProps } from "@rjsf/utils";
import { useState } from "react";
import { useDescribedBy } from "../layout/described-by.ts";
import { Hint } from "../layout/hint.tsx";

/** Takes a secret, which is masked until the user shows it. */
export function SecretInput({
  id,
  value,
  options,
  required,
  disabled,
  readonly,
  autofocus,
  placeholder,
  rawErrors = [],
  onChange,
  onBlur,
}: WidgetProps) {
  const [isShown, setShown] = useState(false);
  const showButton = (
    <InputAdornment position="end">
      <IconButton
        aria-label={isShown ? "Hide the secret" : "Show the secret"}
        aria-pressed={isShown}
        edge="end"
        onClick={() => setShown(!isShown)}
      >
        {isShown ? <HideIcon fontSize="small" /> : <ShowIcon fontSize="small" />}
      </IconButton>
    </InputAdornment>
  );
  return (
    <>
      <OutlinedInput
        id={id}
        name={id}
        // No password of a login: the browser should neither fill it in nor offer to save it.
        type={isShown ? "text" : "password"}
        autoComplete="new-password"
        size="small"
        fullWidth
        value={value ?? ""}
        placeholder={placeholder}
        autoFocus={autofocus ?? false}
        disabled={disabled ?? false}
        readOnly={readonly ?? false}
        error={rawErrors.length > 0}
        onChange={({ target }) => onChange(target.value === "" ? options.emptyValue : target.value)}
        onBlur={() => onBlur(id, value)}
        endAdornment={showButton}
        inputProps={{
          "aria-required": required || undefined,
          "aria-describedby": useDescribedBy(id),
          spellCheck: false,
        }}
      />
      <Hint>
        <LockIcon aria-hidden sx={{ fontSize: 14, mr: 0.5, verticalAlign: "-2px" }} />
        Secret: stored encrypted and never shown again.
      </Hint>
    </>
  );
}
