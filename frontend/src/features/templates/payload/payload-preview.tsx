import type { FieldError } from "@formwork/contracts/problem";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import CopyIcon from "@mui/icons-material/ContentCopyRounded";
import ArrowIcon from "@mui/icons-material/KeyboardArrowDownRounded";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Card from "@mui/material/Card";
import Collapse from "@mui/material/Collapse";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { useId, useMemo, useState } from "react";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { maskSecrets } from "../../../forms/payload/hidden-secrets.ts";
import { formatPayload } from "../../../forms/payload/payload-draft.ts";
import type { AnySchema } from "../../../forms/values/schema-at.ts";
import { copyText } from "../../../lib/copy-text.ts";
import { shortenDataUrls } from "../../../lib/text/data-url.ts";

type PayloadPreviewProps = {
  payload: Payload;
  schema: AnySchema;
  errors: readonly FieldError[];
  /** False while the JSON text has an error, and the payload is the last one without. */
  isCurrent: boolean;
};

/**
 * Shows the payload as it will be sent, with secrets masked and files shortened, and how many fields
 * keep it from being sent.
 */
export function PayloadPreview({ payload, schema, errors, isCurrent }: PayloadPreviewProps) {
  const [isOpen, setOpen] = useState(true);
  const bodyId = useId();
  const toast = useToast();
  const masked = useMemo(() => maskSecrets(schema, payload), [payload, schema]);
  const text = useMemo(() => formatPayload(shortenDataUrls(masked)), [masked]);
  const notes = [faultNote(errors), isCurrent ? "" : "The last payload that was whole:"];
  const shownNotes = notes.filter((note) => note !== "");
  const copy = async () => {
    const isCopied = await copyText(formatPayload(masked));
    toast(
      isCopied
        ? { severity: "success", text: "Payload copied" }
        : { severity: "error", text: "The browser did not let this be copied" },
    );
  };
  return (
    <Card>
      <Box sx={{ display: "flex", alignItems: "center", pr: 1 }}>
        <ButtonBase
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={() => setOpen(!isOpen)}
          sx={{ flex: 1, justifyContent: "flex-start", gap: 0.5, p: 1.5, font: "inherit" }}
        >
          <ArrowIcon
            sx={{
              fontSize: 18,
              transform: isOpen ? "none" : "rotate(-90deg)",
              transition: "transform 120ms",
            }}
          />
          <Typography component="h2" variant="h3">
            What will be sent
          </Typography>
        </ButtonBase>
        <IconButton aria-label="Copy the payload" onClick={() => void copy()}>
          <CopyIcon sx={{ fontSize: 16 }} />
        </IconButton>
      </Box>
      <Collapse in={isOpen} id={bodyId}>
        {shownNotes.map((note) => (
          <Typography
            key={note}
            sx={{ px: 2, pb: 1, fontSize: "0.8125rem", color: "text.secondary" }}
          >
            {note}
          </Typography>
        ))}
        {/* A scrolling box needs a tab index to be scrolled by keyboard. */}
        <Box component="pre" tabIndex={0} aria-label="Payload that will be sent" sx={code}>
          {blocksOf(text).map((block, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks of lines never change places
            <Box key={place} component="span" sx={blockStyle}>
              {block}
            </Box>
          ))}
        </Box>
      </Collapse>
    </Card>
  );
}

/** Returns how many fields need a change before the payload can be sent; empty for none. */
function faultNote(errors: readonly FieldError[]): string {
  const count = new Set(errors.map(({ pointer }) => pointer)).size;
  if (count === 0) return "";
  return count === 1
    ? "Not complete: 1 field needs a change"
    : `Not complete: ${count} fields need a change`;
}

const blockLines = 100;
const blockStyle = {
  display: "block",
  contentVisibility: "auto",
  containIntrinsicSize: "auto 1800px",
};

/**
 * Divides a text into blocks of lines. The browser lays out only those that are in view, and changes
 * only the one that was edited.
 */
function blocksOf(text: string): string[] {
  const lines = text.split("\n");
  const count = Math.ceil(lines.length / blockLines);
  return Array.from({ length: count }, (_, block) => {
    const part = lines.slice(block * blockLines, (block + 1) * blockLines).join("\n");
    return block < count - 1 ? `${part}\n` : part;
  });
}

const code = {
  m: 0,
  px: 2,
  pb: 2,
  maxHeight: 360,
  overflow: "auto",
  fontFamily: "monospace",
  fontSize: "0.75rem",
  lineHeight: 1.55,
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
};
