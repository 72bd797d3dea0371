import { type ExportFormat, exportFormats } from "@formwork/contracts/job-query";
import Download from "@mui/icons-material/Download";
import Button from "@mui/material/Button";
import ListItemText from "@mui/material/ListItemText";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";
import { client } from "../../../lib/api/client.ts";
import { filterOf, type JobView } from "../job-view.ts";

const formats: Record<ExportFormat, { label: string; text: string }> = {
  csv: { label: "CSV", text: "For spreadsheets" },
  ndjson: { label: "NDJSON", text: "For programs: one job per line" },
};

/** Downloads the jobs of a view as a file. */
export function ExportMenu({ view }: { view: JobView }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <Button
        color="inherit"
        startIcon={<Download />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        disabled={view.faults.length > 0}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Export
      </Button>
      {anchor !== null && (
        <Menu anchorEl={anchor} open onClose={close}>
          {exportFormats.map((format) => (
            <MenuItem
              key={format}
              component="a"
              href={client.address("jobs.export", { query: { ...filterOf(view), format } })}
              download
              onClick={close}
            >
              <ListItemText primary={formats[format].label} secondary={formats[format].text} />
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}
