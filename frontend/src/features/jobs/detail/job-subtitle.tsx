import type { Job } from "@formwork/contracts/job";
import Box from "@mui/material/Box";
import { StateChip } from "../../../components/chips/state-chip.tsx";
import { Tag } from "../../../components/chips/tag.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";

/** Shows summary, state, id and tags below the title. */
export function JobSubtitle({ job }: { job: Job }) {
  return (
    <>
      {job.summary !== "" && <Box sx={summaryLine}>{job.summary}</Box>}
      <StateAndTags job={job} />
    </>
  );
}

const summaryLine = {
  mb: 0.75,
  fontSize: "1rem",
  color: "text.primary",
  overflowWrap: "anywhere",
} as const;

function StateAndTags({ job }: { job: Job }) {
  return (
    <Box
      sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: 1.25, rowGap: 0.5 }}
    >
      <span aria-live="polite">
        <StateChip state={job.state} />
      </span>
      <Box
        component="span"
        sx={{
          display: "inline-flex",
          alignItems: "center",
          fontSize: "0.8125rem",
          fontVariantNumeric: "tabular-nums",
        }}
      >
        {job.id}
        <CopyButton text={job.id} label="Copy the id" />
      </Box>
      {job.tags.map((tag) => (
        <Tag key={tag} name={tag} />
      ))}
    </Box>
  );
}
