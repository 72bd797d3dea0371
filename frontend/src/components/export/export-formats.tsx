import { type ExportFormat, exportFormats } from "@formwork/contracts/job-query";
import ListItemText from "@mui/material/ListItemText";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";

type FormatsProps = {
  anchor: HTMLElement;
  /** What a line of the file is: "job". */
  item: string;
  /** Returns the address of the file. */
  addressOf: (format: ExportFormat) => string;
  onClose: () => void;
};

/** Lists the formats of a file, each a link that downloads it. */
export function ExportFormats({ anchor, item, addressOf, onClose }: FormatsProps) {
  const formats: Record<ExportFormat, { label: string; text: string }> = {
    csv: { label: "CSV", text: "For spreadsheets" },
    ndjson: { label: "NDJSON", text: `For programs: one ${item} per line` },
  };
  return (
    <Menu anchorEl={anchor} open onClose={onClose}>
      {exportFormats.map((format) => (
        <MenuItem key={format} component="a" href={addressOf(format)} download onClick={onClose}>
          <ListItemText primary={formats[format].label} secondary={formats[format].text} />
        </MenuItem>
      ))}
    </Menu>
  );
}
