import Search from "@mui/icons-material/Search";
import InputAdornment from "@mui/material/InputAdornment";
import TextField from "@mui/material/TextField";
import { useEffect, useEffectEvent, useState } from "react";

const pause = 250;

/** Searches when the typing pauses. */
export function SearchField({
  value,
  onChange,
}: {
  value: string;
  onChange: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  const search = useEffectEvent(() => onChange(text.trim()));

  // The address changed from elsewhere, by "back" or "clear": follow it.
  if (value !== shown) {
    setShown(value);
    if (value !== text.trim()) setText(value);
  }

  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => search(), pause);
    return () => clearTimeout(timer);
  }, [text, value]);

  const lens = (
    <InputAdornment position="start">
      <Search sx={{ fontSize: 18 }} />
    </InputAdornment>
  );
  return (
    <TextField
      type="search"
      placeholder="Search id, template, tag, payload"
      value={text}
      onChange={(event) => setText(event.target.value)}
      slotProps={{
        input: { startAdornment: lens },
        htmlInput: { "aria-label": "Search jobs", maxLength: 200 },
      }}
      sx={{ flex: { xs: 1, md: "0 1 300px" }, minWidth: 160 }}
    />
  );
}
