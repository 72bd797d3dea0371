import Check from "@mui/icons-material/Check";
import ContentCopy from "@mui/icons-material/ContentCopy";
import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import { useState } from "react";
import { copyText } from "../lib/copy-text.ts";
import { useToast } from "./toasts/use-toast.ts";

const confirmationMs = 1_500;

/** Copies `text` to the clipboard and confirms it for a moment. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  const toast = useToast();
  const Icon = isCopied ? Check : ContentCopy;

  async function copy() {
    if (!(await copyText(text)))
      return toast({ severity: "error", text: "The browser did not let this be copied" });
    setCopied(true);
    setTimeout(() => setCopied(false), confirmationMs);
  }

  return (
    <Tooltip title={isCopied ? "Copied" : label}>
      <IconButton aria-label={label} onClick={() => void copy()}>
        <Icon sx={{ fontSize: 16 }} />
      </IconButton>
    </Tooltip>
  );
}
