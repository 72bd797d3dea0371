import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { summariseJob } from "@formwork/contracts/summary/summarise-job";
import type { Template } from "@formwork/contracts/template";
import Typography from "@mui/material/Typography";
import { useMemo } from "react";

/** Shows the summary that the job of this payload will have; nothing where it will have none. */
export function RunSummary({ template, payload }: { template: Template; payload: Payload }) {
  const summary = useMemo(() => summariseJob(template, payload), [template, payload]);
  if (summary === "") return null;
  return (
    <Typography sx={line} title={summary}>
      This run: <strong>{summary}</strong>
    </Typography>
  );
}

const line = {
  mb: 1,
  fontSize: "0.8125rem",
  overflowWrap: "anywhere",
  display: "-webkit-box",
  WebkitBoxOrient: "vertical",
  WebkitLineClamp: { xs: 1, md: 3 },
  overflow: "hidden",
} as const;
