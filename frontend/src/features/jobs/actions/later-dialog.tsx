import type { JobSummary } from "@formwork/contracts/job";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { useState } from "react";
import { FieldLabel } from "../../../forms/layout/field-label.tsx";
import { Hint } from "../../../forms/layout/hint.tsx";
import { formatUtc } from "../../../forms/widgets/time/zoned-time.ts";
import { ZonedTimeInput } from "../../../forms/widgets/time/zoned-time-input.tsx";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { formatRelativeTime } from "../../../lib/time/time.ts";

type LaterDialogProps = {
  job: JobSummary;
  onChoose: (runAt: string) => void;
  onClose: () => void;
};

const fieldId = "later-run-at";

/** Asks for the time at which a job that waits is to be due, in a time zone. */
export function LaterDialog({ job, onChoose, onClose }: LaterDialogProps) {
  const [runAt, setRunAt] = useState<string | undefined>(
    job.state === "scheduled" ? job.runAt : undefined,
  );
  const [isPartial, setPartial] = useState(false);
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle sx={{ fontSize: "1rem", fontWeight: 600, pb: 1 }}>Run it later</DialogTitle>
      <DialogContent sx={{ pb: 1 }}>
        <FieldLabel id={fieldId} text="Not before" />
        <ZonedTimeInput
          id={fieldId}
          value={runAt}
          onChange={setRunAt}
          onPartial={setPartial}
          describedBy={`${fieldId}__description`}
          stacked
        />
        <Hint id={`${fieldId}__description`}>{hintOf(runAt)}</Hint>
      </DialogContent>
      <DialogActions sx={{ p: 2 }}>
        <Button color="inherit" onClick={onClose}>
          Leave it
        </Button>
        <Button
          variant="contained"
          disabled={runAt === undefined || isPartial}
          onClick={() => runAt !== undefined && onChoose(runAt)}
        >
          Run it then
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function hintOf(runAt: string | undefined): string {
  if (runAt === undefined) return "Give a date and a time.";
  const now = serverClock.now();
  if (Date.parse(runAt) <= now) return `${formatUtc(runAt)}: that has passed, so it runs now.`;
  return `${formatUtc(runAt)}, ${formatRelativeTime(runAt, now)}`;
}
