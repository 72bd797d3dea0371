import { type ExportFormat, exportFormats } from "@formwork/contracts/job-query";
import Download from "@mui/icons-material/Download";
import Button from "@mui/material/Button";
import ListItemText from "@mui/material/ListItemText";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";

type ExportMenuProps = {
  /** What a line of the file is: "job". */
  item: string;
  /** Returns the address of the file. */
  addressOf: (format: ExportFormat) => string;
  disabled?: boolean;
};

/** Downloads what a list shows as a file. */
export function ExportMenu({ item, addressOf, disabled = false }: ExportMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const formats: Record<ExportFormat, { label: string; text: string }> = {
    csv: { label: "CSV", text: "For spreadsheets" },
    ndjson: { label: "NDJSON", text: `For programs: one ${item} per line` },
  };
  return (
    <>
      <Button
        color="inherit"
        startIcon={<Download />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        disabled={disabled}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Export
      </Button>
      {anchor !== null && (
        <Menu anchorEl={anchor} open onClose={close}>
          {exportFormats.map((format) => (
            <MenuItem key={format} component="a" href={addressOf(format)} download onClick={close}>
              <ListItemText primary={formats[format].label} secondary={formats[format].text} />
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}
