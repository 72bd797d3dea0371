import VisibilityOffOutlined from "@mui/icons-material/VisibilityOffOutlined";
import VisibilityOutlined from "@mui/icons-material/VisibilityOutlined";
import IconButton from "@mui/material/IconButton";
import InputAdornment from "@mui/material/InputAdornment";
import TextField from "@mui/material/TextField";
import { useState } from "react";

type FieldProps = {
  isNew: boolean;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

/** Takes a password, which can be made visible. */
export function PasswordField({ isNew, value, error, onChange }: FieldProps) {
  const [isVisible, setVisible] = useState(false);
  const Eye = isVisible ? VisibilityOffOutlined : VisibilityOutlined;
  const eye = (
    <InputAdornment position="end">
      <IconButton
        edge="end"
        aria-label={isVisible ? "Hide the password" : "Show the password"}
        onClick={() => setVisible(!isVisible)}
      >
        <Eye fontSize="small" />
      </IconButton>
    </InputAdornment>
  );
  return (
    <TextField
      label="Password"
      name="password"
      type={isVisible ? "text" : "password"}
      autoComplete={isNew ? "new-password" : "current-password"}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={error !== undefined}
      helperText={error ?? (isNew ? "At least 12 characters" : undefined)}
      slotProps={{ input: { endAdornment: eye } }}
    />
  );
}
