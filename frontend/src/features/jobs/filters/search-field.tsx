import Search from "@mui/icons-material/Search";
import InputAdornment from "@mui/material/InputAdornment";
import TextField from "@mui/material/TextField";
import { useEffect, useEffectEvent, useState } from "react";

const typingPauseMs = 250;

/** Takes a search text; reports it when the user stops typing. */
export function SearchField({
  value,
  onChange,
}: {
  value: string;
  onChange: (value: string) => void;
}) {
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
    <TextField
      type="search"
      placeholder="Search id, name, tag, error, input"
      value={text}
      onChange={(event) => setText(event.target.value)}
      slotProps={{
        input: { startAdornment: icon },
        htmlInput: { "aria-label": "Search jobs", maxLength: 200 },
      }}
      sx={{ flex: { xs: 1, md: "0 1 300px" }, minWidth: 160 }}
    />
  );
}
