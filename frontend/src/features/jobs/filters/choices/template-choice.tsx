import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { type FilterDialog, FilterPopover } from "./filter-popover.tsx";
import { matchingChoices } from "./template-choices.ts";

type ChoiceProps = FilterDialog & {
  /** Titles by the names of the templates. */
  titles: ReadonlyMap<string, string>;
  chosen: string[];
  onChange: (names: string[]) => void;
};

const rowHeightPx = 36;

/**
 * Chooses templates in a list that is searched by typing; Enter chooses the only match. Templates
 * that were chosen when it was opened come first. Only the rows in view are rendered.
 */
export function TemplateChoice({ anchor, onClose, ...choice }: ChoiceProps) {
  return (
    <FilterPopover anchor={anchor} label="Templates" onClose={onClose}>
      <Choice {...choice} />
    </FilterPopover>
  );
}

function Choice({ titles, chosen, onChange }: Omit<ChoiceProps, keyof FilterDialog>) {
  const [text, setText] = useState("");
  const [first] = useState(chosen);
  const scroller = useRef<HTMLDivElement>(null);
  const found = matchingChoices({ titles, first, text });
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 6,
  });
  const toggle = (name: string) =>
    onChange(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]);
  const [only] = found;
  return (
    <Box sx={{ width: 320, maxWidth: "100%", p: 1 }}>
      <TextField
        autoFocus
        fullWidth
        type="search"
        placeholder="Search templates"
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key }) =>
          key === "Enter" && found.length === 1 && only !== undefined && toggle(only.name)
        }
        slotProps={{ htmlInput: { "aria-label": "Search templates" } }}
      />
      <Box ref={scroller} role="group" aria-label="Templates" sx={list}>
        {found.length === 0 && <Typography sx={none}>No template matches</Typography>}
        <Box sx={{ position: "relative" }} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const choice = found[index];
            return (
              choice && (
                <FormControlLabel
                  key={choice.name}
                  sx={row}
                  style={{ transform: `translateY(${start}px)` }}
                  label={choice.title}
                  title={choice.title}
                  control={
                    <Checkbox
                      size="small"
                      checked={chosen.includes(choice.name)}
                      onChange={() => toggle(choice.name)}
                    />
                  }
                />
              )
            );
          })}
        </Box>
      </Box>
    </Box>
  );
}

const list = { mt: 1, maxHeight: 320, overflowY: "auto" } as const;
const none = { p: 1, color: "text.secondary" } as const;
const row = {
  position: "absolute",
  inset: "0 0 auto",
  height: rowHeightPx,
  m: 0,
  borderRadius: 1,
  "&:hover": { bgcolor: "action.hover" },
  "& .MuiFormControlLabel-label": {
    whiteSpace: "nowrap",
    overflow: "hidden",
    textOverflow: "ellipsis",
  },
} as const;
