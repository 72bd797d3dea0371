import type { ExportFormat } from "@formwork/contracts/job-query";
import Download from "@mui/icons-material/Download";
import Button from "@mui/material/Button";
import { useState } from "react";
import { lazyPopup } from "../lazy/lazy-popup.tsx";

const ExportFormats = lazyPopup(async () => (await import("./export-formats.tsx")).ExportFormats);

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
        <ExportFormats
          anchor={anchor}
          item={item}
          addressOf={addressOf}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
