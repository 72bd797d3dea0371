import type { TemplateFault } from "@formwork/contracts/template";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useId, useState } from "react";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { type FaultyFile, faultsTitle, groupFaults } from "./group-faults.ts";
import { useFileFaults } from "./use-file-faults.ts";

/** A strip that says how many templates are broken, changed, gone or lack a secret; it opens their list. */
export function FileFaults() {
  const { data } = useFileFaults();
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const files = groupFaults(data?.items ?? []);
  if (files.length === 0) return null;
  const toggle = (
    <Button
      color="inherit"
      size="small"
      aria-expanded={isOpen}
      aria-controls={listId}
      onClick={() => setOpen(!isOpen)}
    >
      {isOpen ? "Hide" : "Show"}
    </Button>
  );
  return (
    <Alert severity="warning" action={toggle} sx={strip}>
      {faultsTitle(files)}
      <Box id={listId} component="ul" hidden={!isOpen} aria-label="Template files" sx={list}>
        {files.map((file) => (
          <FaultyFileRow key={file.file} {...file} />
        ))}
      </Box>
    </Alert>
  );
}

function FaultyFileRow({ file, since, faults }: FaultyFile) {
  return (
    <Box component="li" sx={{ mt: 1.5 }}>
      <Typography sx={{ fontWeight: 600, fontSize: "0.8125rem" }}>
        {file}{" "}
        <Typography component="span" sx={{ color: "text.secondary", fontSize: "0.75rem" }}>
          <RelativeTime at={since} />
        </Typography>
      </Typography>
      {faults.map((fault) => (
        <FaultLine key={`${fault.pointer} ${fault.message}`} {...fault} />
      ))}
    </Box>
  );
}

function FaultLine({ pointer, message }: TemplateFault) {
  return (
    <Typography sx={{ fontSize: "0.8125rem" }}>
      {pointer === "" ? null : <code>{pointer} </code>}
      {message}
    </Typography>
  );
}

const strip = {
  mb: 2,
  alignItems: "flex-start",
  overflowWrap: "anywhere",
  "& .MuiAlert-message": { flex: 1, minWidth: 0 },
} as const;
const list = { p: 0, m: 0, maxHeight: 320, overflowY: "auto", listStyle: "none" } as const;
