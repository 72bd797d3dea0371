import type { JobSummary } from "@formwork/contracts/job";
import Box from "@mui/material/Box";
import { memo } from "react";
import { Link } from "react-router";
import { Duration } from "../../components/duration.tsx";
import { StateChip } from "../../components/state-chip.tsx";
import { Tag } from "../../components/tag.tsx";
import { paths } from "../../lib/paths.ts";
import { ActionMenu } from "./action-menu.tsx";
import type { JobAction } from "./job-actions.ts";
import { JobProgress } from "./job-progress.tsx";
import { columns, rowGrid } from "./row-columns.ts";
import { shortId } from "./short-id.ts";
import { When } from "./when.tsx";

type RowProps = { job: JobSummary; index: number; start: number; title: string; onAction: (action: JobAction, job: JobSummary) => void };

/** One job of the list. The link of its name covers the whole row. Rows that did not change are not drawn again. */
export const JobRow = memo(function JobRow({ job, index, start, title, onAction }: RowProps) {
  return (
    <Box role="row" aria-rowindex={index + 2} sx={[rowGrid, row]} style={{ transform: `translateY(${start}px)` }}>
      <Box role="cell" sx={{ gridArea: { xs: "state", md: "auto" }, justifySelf: { xs: "end", md: "start" } }}>
        <StateChip state={job.state} />
      </Box>
      <Box role="cell" sx={{ gridArea: { xs: "name", md: "auto" }, minWidth: 0 }}>
        <Box component={Link} to={paths.job(job.id)} sx={name}>
          {title}
        </Box>
        <Box sx={under}>
          <span>{shortId(job.id)}</span>
          {job.tags.map((tag) => (
            <Tag key={tag} name={tag} />
          ))}
        </Box>
      </Box>
      <Box role="cell" sx={{ gridArea: { xs: "progress", md: "auto" }, minWidth: 0 }}>
        <JobProgress job={job} />
        {job.state === "succeeded" && job.startedAt !== null && (
          <Box component="span" sx={{ display: { md: "none" }, ...quiet }}>
            took <Duration from={job.startedAt} to={endOf(job)} />
          </Box>
        )}
      </Box>
      <Box role="cell" sx={{ display: { xs: "none", md: "block" }, ...quiet }}>
        {job.attempt > 0 && `${job.attempt} / ${job.maxAttempts}`}
      </Box>
      <Box
        role="cell"
        sx={{ gridArea: { xs: "when", md: "auto" }, textAlign: { xs: "right", md: "left" }, pr: { xs: 1, md: 0 }, ...quiet }}
      >
        <When job={job} />
      </Box>
      <Box role="cell" sx={{ display: { xs: "none", md: "block" }, ...quiet }}>
        {job.startedAt !== null && <Duration from={job.startedAt} to={endOf(job)} />}
      </Box>
      <Box role="cell" sx={{ gridArea: { xs: "menu", md: "auto" }, position: "relative", zIndex: 1, justifySelf: "end" }}>
        <ActionMenu job={job} onAction={onAction} />
      </Box>
    </Box>
  );
});

/** Only a running job's clock runs on. */
function endOf(job: JobSummary): string | null {
  return job.state === "running" ? null : (job.finishedAt ?? job.startedAt);
}

const quiet = {
  color: "text.secondary",
  fontSize: "0.8125rem",
  fontVariantNumeric: "tabular-nums",
  whiteSpace: "nowrap",
  overflow: "hidden",
  textOverflow: "ellipsis",
} as const;

const row = {
  position: "absolute",
  insetInline: 0,
  top: 0,
  height: { xs: 84, md: 56 },
  gridTemplateColumns: { xs: "minmax(0, 1fr) auto 32px", ...columns },
  gridTemplateAreas: { xs: '"name state menu" "progress when when"', md: "none" },
  borderBottom: 1,
  borderColor: "divider",
  "&:hover": { bgcolor: "action.hover" },
  "&:focus-within": { bgcolor: "action.hover" },
};

const name = {
  display: "block",
  color: "text.primary",
  fontWeight: 500,
  fontSize: "0.875rem",
  textDecoration: "none",
  whiteSpace: "nowrap",
  overflow: "hidden",
  textOverflow: "ellipsis",
  "&::after": { content: '""', position: "absolute", inset: 0 },
  "&:focus-visible": { outline: "none" },
  "&:focus-visible::after": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: -2 },
} as const;

const under = {
  display: "flex",
  gap: 0.75,
  alignItems: "center",
  color: "text.secondary",
  fontSize: "0.75rem",
  fontVariantNumeric: "tabular-nums",
  overflow: "hidden",
  whiteSpace: "nowrap",
} as const;
