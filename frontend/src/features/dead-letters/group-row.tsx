import type { ErrorGroup } from "@formwork/contracts/dead-letter";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { TextLink } from "../../components/link-components.tsx";
import { MarkedMessage } from "../../components/marked-message.tsx";
import { RelativeTime } from "../../components/time/relative-time.tsx";
import { paths } from "../../lib/paths.ts";
import { DayBars } from "./day-bars.tsx";

type RowProps = { group: ErrorGroup; title: string };

/** Shows one group: its error, template, how many jobs, since when, and the last seven days. */
export function GroupRow({ group, title }: RowProps) {
  return (
    <Box component="li" sx={row}>
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ fontWeight: 500, overflowWrap: "anywhere" }}>
          <TextLink to={paths.deadLetterGroup(group.key)} color="inherit" sx={wholeRow}>
            <MarkedMessage message={group.message || "No message"} />
          </TextLink>
        </Typography>
        <Typography variant="body2" component="div" sx={{ color: "text.secondary", mt: 0.5 }}>
          {title} · last <RelativeTime at={group.lastAt} /> · first{" "}
          <RelativeTime at={group.firstAt} /> ·{" "}
          <TextLink to={paths.job(group.sampleId)} sx={{ position: "relative" }}>
            newest job
          </TextLink>
        </Typography>
      </Box>
      <DayBars days={group.days} />
      <Typography component="div" sx={{ textAlign: "right", minWidth: 64 }}>
        <Box component="strong" sx={{ fontSize: "1.25rem", fontVariantNumeric: "tabular-nums" }}>
          {group.count.toLocaleString("en")}
        </Box>
        <Typography variant="caption" sx={{ display: "block", color: "text.secondary" }}>
          {group.count === 1 ? "job" : "jobs"}
        </Typography>
      </Typography>
    </Box>
  );
}

/** The link covers its row, below the other links. */
const wholeRow = {
  textDecoration: "none",
  "&::after": { content: '""', position: "absolute", inset: 0 },
} as const;

const row = {
  position: "relative",
  display: "grid",
  gridTemplateColumns: { xs: "minmax(0, 1fr) auto", sm: "minmax(0, 1fr) auto auto" },
  alignItems: "center",
  columnGap: 2,
  rowGap: 1,
  px: 2,
  py: 1.5,
  borderBottom: 1,
  borderColor: "divider",
  "&:last-of-type": { borderBottom: 0 },
  "&:hover": { bgcolor: "action.hover" },
  "& > svg": { gridRow: { xs: 2, sm: "auto" }, gridColumn: { xs: 1, sm: "auto" } },
} as const;
