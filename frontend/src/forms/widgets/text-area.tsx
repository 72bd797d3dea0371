import OutlinedInput from "@mui/material/OutlinedInput";
import type { WidgetProps } from "@rjsf/utils";
import { useDescribedBy } from "../layout/described-by.ts";

/** Takes a text of several lines. It grows with the text, from a height of `ui:rows` lines. */
export function TextArea({
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
  const rows = Number(options.rows ?? 4);
  const isCode = options.mono === true || rows >= 8;
  return (
    <OutlinedInput
      id={id}
      name={id}
      multiline
      fullWidth
      minRows={rows}
      maxRows={Math.max(rows, 16)}
      value={value ?? ""}
      placeholder={placeholder}
      autoFocus={autofocus ?? false}
      disabled={disabled ?? false}
      readOnly={readonly ?? false}
      error={rawErrors.length > 0}
      onChange={({ target }) => onChange(target.value === "" ? options.emptyValue : target.value)}
      onBlur={() => onBlur(id, value)}
      inputProps={{
        "aria-required": required || undefined,
        "aria-describedby": useDescribedBy(id),
        spellCheck: !isCode,
      }}
      sx={isCode ? { fontFamily: "monospace", fontSize: "0.8125rem", lineHeight: 1.55 } : undefined}
    />
  );
}
