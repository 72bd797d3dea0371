import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { Template } from "@formwork/contracts/template";
import RepeatIcon from "@mui/icons-material/EventRepeatRounded";
import PlayIcon from "@mui/icons-material/PlayArrowRounded";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { stickyBar } from "../../../components/page/sticky-bar.ts";
import { visuallyHidden } from "../../../components/visually-hidden.ts";
import { WaitButton } from "../../../components/wait-button.tsx";
import { ConfirmationDialog } from "../../../forms/confirmation/confirmation-dialog.tsx";
import { refusalText } from "../../../lib/api/errors/problem-text.ts";
import { optionSummary } from "../options/run-options.ts";
import { RunSummary } from "./run-summary.tsx";
import type { RunFormState } from "./use-run-form.ts";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Shows the button that submits the form; on a phone it stays at the lower edge. */
export function SubmitBar({ run, template }: { run: RunFormState; template: Template }) {
  const { submission, options, errors } = run;
  const summary = optionSummary(options);
  const action = options.when === "now" ? "Run" : "Schedule";
  return (
    <Box sx={stickyBar}>
      <SubmitFailure run={run} />
      <ConfirmationDialog
        title={`${template.title}: run it?`}
        action={action}
        confirmation={run.confirmation}
      />
      <RunSummary template={template} payload={run.completePayload} />
      <WaitButton
        error={submission.error}
        variant="contained"
        size="large"
        fullWidth
        startIcon={<PlayIcon />}
        loading={submission.isPending}
        loadingPosition="start"
        onClick={run.submit}
        aria-keyshortcuts="Control+Enter Meta+Enter"
      >
        {action}
      </WaitButton>
      {options.when === "now" ? (
        <Button fullWidth startIcon={<RepeatIcon />} onClick={run.schedule} sx={{ mt: 0.5 }}>
          Schedule…
        </Button>
      ) : null}
      <Typography
        sx={{
          mt: 0.75,
          textAlign: "center",
          fontSize: "0.75rem",
          color: "text.secondary",
          display: { xs: "none", md: "block" },
        }}
      >
        {summary === "" ? `${isMac ? "⌘" : "Ctrl"} + Enter` : summary}
      </Typography>
      <Box component="span" role="status" sx={visuallyHidden}>
        {errors.isSubmitted && errors.visible.length > 0
          ? `${errors.visible.length} fields need a change`
          : ""}
      </Box>
    </Box>
  );
}

/** Shows an error of the submit that belongs to no field. */
function SubmitFailure({ run }: { run: RunFormState }) {
  const { error } = run.submission;
  if (error === null || run.submission.isPending || hasFieldErrors(error)) return null;
  const { title, detail, traceId } = refusalText(error);
  return (
    <Alert
      severity={isProblemError(error) && error.status === 429 ? "warning" : "error"}
      sx={{ mb: 1.5 }}
    >
      <strong>{title}</strong>
      <div>{detail}</div>
      {traceId === "" ? null : <small>Trace {traceId}</small>}
    </Alert>
  );
}

/** True for errors that are shown at their fields and in the summary. */
function hasFieldErrors(error: Error): boolean {
  return isProblemError(error) && (error.problem.errors ?? []).length > 0;
}
