import Search from "@mui/icons-material/Search";
import InputAdornment from "@mui/material/InputAdornment";
import OutlinedInput from "@mui/material/OutlinedInput";
import { useEffect, useEffectEvent, useState } from "react";

const typingPauseMs = 250;

type SearchFieldProps = {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
};

/** Takes a search text; reports it when the user stops typing. */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [lastValue, setLastValue] = useState(value);
  const search = useEffectEvent(() => onChange(text.trim()));

  // The value was changed outside of this field, for instance by the browser's Back button.
  if (value !== lastValue) {
    setLastValue(value);
    if (value !== text.trim()) setText(value);
  }

  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => search(), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text, value]);

  const icon = (
    <InputAdornment position="start">
      <Search sx={{ fontSize: 18 }} />
    </InputAdornment>
  );
  return (
    <OutlinedInput
      type="search"
      size="small"
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.target.value)}
      startAdornment={icon}
      inputProps={{ "aria-label": label, maxLength: 200 }}
      sx={{ flex: { xs: 1, md: "0 1 300px" }, minWidth: 160 }}
    />
  );
}
