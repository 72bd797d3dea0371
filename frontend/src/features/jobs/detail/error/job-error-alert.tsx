import type { Job } from "@formwork/contracts/job";
import Alert from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import Box from "@mui/material/Box";
import { RelativeTime } from "../../../../components/time/relative-time.tsx";
import { attemptCount, attemptLimit } from "../../attempt-count.ts";
import { detailsText } from "../details-text.ts";
import { SeenLink } from "./seen-link.tsx";

/** Shows the error of a failed job or attempt, and when the next attempt starts. */
export function JobErrorAlert({ job }: { job: Job }) {
  if (job.error === null || (job.state !== "failed" && job.state !== "retrying")) return null;
  const isFinal = job.state === "failed";
  return (
    <Alert severity={isFinal ? "error" : "warning"} sx={{ mb: 2, alignItems: "flex-start" }}>
      <AlertTitle sx={{ fontSize: "0.875rem", fontWeight: 600 }}>
        {isFinal ? failedText(job) : `Attempt ${attemptCount(job)} failed; the next starts `}
        {!isFinal && <RelativeTime at={job.runAt} upcoming />}
      </AlertTitle>
      <Box sx={messageText}>{job.error.message}</Box>
      {job.error.details !== undefined && job.error.details !== null && (
        <Details details={job.error.details} />
      )}
      {job.errorKey !== null && <SeenLink errorKey={job.errorKey} />}
    </Alert>
  );
}

function failedText(job: Job): string {
  const limit = attemptLimit(job);
  if (limit === 1) return "Failed";
  return `Failed after ${attemptCount(job)} attempts`;
}

const messageText = {
  overflowWrap: "anywhere",
  whiteSpace: "pre-wrap",
  maxHeight: 240,
  overflow: "auto",
  unicodeBidi: "plaintext",
};

function Details({ details }: { details: unknown }) {
  return (
    <Box component="details" sx={{ mt: 1, "& summary": { cursor: "pointer" } }}>
      <summary>Details</summary>
      <Box
        component="pre"
        sx={{
          m: 0,
          mt: 1,
          fontSize: "0.75rem",
          whiteSpace: "pre-wrap",
          overflowWrap: "anywhere",
          maxHeight: 240,
          overflow: "auto",
        }}
      >
        {detailsText(details)}
      </Box>
    </Box>
  );
}
