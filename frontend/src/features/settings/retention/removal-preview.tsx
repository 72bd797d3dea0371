import type { RetentionPreview } from "@formwork/contracts/retention";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { StateChip } from "../../../components/chips/state-chip.tsx";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";
import { dayText, removalText } from "./retention-text.ts";

type PreviewProps = {
  preview: RetentionPreview | null | undefined;
  /** False while a newer draft is being counted. */
  isCurrent: boolean;
  error: Error | null;
  onRetry: () => void;
};

/** Says what a retention would remove that is not saved yet. */
export function RemovalPreview({ preview, isCurrent, error, onRetry }: PreviewProps) {
  if (error !== null)
    return (
      <Alert
        severity="error"
        action={
          <Button color="inherit" size="small" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        What this would remove cannot be counted: {problemText(error).detail}
      </Alert>
    );
  const removal = preview == null ? null : removalText(preview);
  return (
    <Alert
      severity={removal === null ? "info" : "warning"}
      aria-live="polite"
      aria-busy={!isCurrent}
      sx={{ opacity: isCurrent ? 1 : 0.6, transition: "opacity 120ms" }}
    >
      {preview == null ? "Counting what this would remove…" : sentence(preview)}
      {preview != null && preview.groups.length > 0 && <Groups preview={preview} />}
    </Alert>
  );
}

function sentence(preview: RetentionPreview): string {
  const removal = removalText(preview);
  if (removal === null) return "Would remove nothing now.";
  const newest = preview.newest === null ? "" : `, the newest from ${dayText(preview.newest)}`;
  return `Would remove ${removal}${preview.jobs > 0 ? newest : ""}.`;
}

/** Groups that are shown; the others are in the sum. */
const maxGroups = 6;

function Groups({ preview: { groups } }: { preview: RetentionPreview }) {
  const titles = useTemplateTitles();
  return (
    <Box component="ul" sx={{ m: 0, mt: 1, p: 0, listStyle: "none", display: "grid", gap: 0.5 }}>
      {groups.slice(0, maxGroups).map(({ template, state, count }) => (
        <Box
          component="li"
          key={`${state} ${template}`}
          sx={{ display: "flex", gap: 1, alignItems: "center", flexWrap: "wrap" }}
        >
          <Box component="span" sx={{ minWidth: 56, textAlign: "right", ...digits }}>
            {count.toLocaleString("en")}
          </Box>
          <StateChip state={state} />
          <span style={{ overflowWrap: "anywhere" }}>{titles.get(template) ?? template}</span>
        </Box>
      ))}
      {groups.length > maxGroups && <li>and of {groups.length - maxGroups} others</li>}
    </Box>
  );
}

const digits = { fontVariantNumeric: "tabular-nums" } as const;
