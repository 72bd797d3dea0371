import VisibilityOffOutlined from "@mui/icons-material/VisibilityOffOutlined";
import VisibilityOutlined from "@mui/icons-material/VisibilityOutlined";
import IconButton from "@mui/material/IconButton";
import InputAdornment from "@mui/material/InputAdornment";
import TextField from "@mui/material/TextField";
import { useState } from "react";

type FieldProps = {
  isNew: boolean;
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
};

/** A password that can be looked at while it is typed. */
export function PasswordField({ isNew, value, fault, onChange }: FieldProps) {
  const [visible, setVisible] = useState(false);
  const Eye = visible ? VisibilityOffOutlined : VisibilityOutlined;
  const eye = (
    <InputAdornment position="end">
      <IconButton
        edge="end"
        aria-label={visible ? "Hide the password" : "Show the password"}
        onClick={() => setVisible(!visible)}
      >
        <Eye fontSize="small" />
      </IconButton>
    </InputAdornment>
  );
  return (
    <TextField
      label="Password"
      name="password"
      type={visible ? "text" : "password"}
      autoComplete={isNew ? "new-password" : "current-password"}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={fault !== undefined}
      helperText={fault ?? (isNew ? "At least 12 characters" : undefined)}
      slotProps={{ input: { endAdornment: eye } }}
    />
  );
}
