import OutlinedInput from "@mui/material/OutlinedInput";

type TextBoxProps = {
  id: string;
  value: string;
  error: string | undefined;
  placeholder?: string;
  onText: (text: string) => void;
};

/** Takes a short text of the draft. */
export function TextBox({ id, value, error, placeholder, onText }: TextBoxProps) {
  return (
    <OutlinedInput
      id={id}
      size="small"
      fullWidth
      value={value}
      placeholder={placeholder ?? ""}
      error={error !== undefined}
      onChange={({ target }) => onText(target.value)}
      inputProps={{
        "aria-describedby": error === undefined ? `${id}__description` : `${id}__error`,
        "aria-invalid": error !== undefined,
        autoComplete: "off",
        spellCheck: false,
        maxLength: 256,
      }}
    />
  );
}
