import type { BackfillWindow, Schedule } from "@formwork/contracts/schedule";
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import { type FormEvent, useState } from "react";
import { OptionField } from "../../../forms/layout/option-field.tsx";
import { ZonedTimeInput } from "../../../forms/widgets/time/zoned-time-input.tsx";
import { messagesByField, problemText } from "../../../lib/api/errors/problem-text.ts";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { useSlotCount } from "./use-slot-count.ts";

type DialogProps = {
  schedule: Schedule;
  isPending: boolean;
  error: Error | null;
  onFill: (window: BackfillWindow) => void;
  onClose: () => void;
};

const dayMs = 86_400_000;

/** Asks for a past window, and says how many of its slots a job would be made for at most. */
export function BackfillDialog({ schedule, isPending, error, onFill, onClose }: DialogProps) {
  const [window, setWindow] = useState(lastDay);
  const count = useSlotCount(schedule.id, window);
  const messages = messagesByField(error);
  const isOther = error !== null && Object.keys(messages).length === 0;
  const { from, to } = window;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (from !== undefined && to !== undefined) onFill({ from: utc(from), to: utc(to) });
  }

  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="backfill-title">
      <form onSubmit={submit}>
        <DialogTitle id="backfill-title" sx={{ fontSize: "1rem", fontWeight: 600, pb: 1 }}>
          Fill a past window of {schedule.name}
        </DialogTitle>
        <DialogContent sx={{ pb: 1, display: "grid", gap: 2 }}>
          <DialogContentText>
            Makes a job for each slot of the window that has none.{" "}
            {schedule.overlap === "allow" ? "They may run at once." : "They run one after another."}
          </DialogContentText>
          {(["from", "to"] as const).map((end) => (
            <OptionField
              key={end}
              id={`backfill-${end}`}
              label={end === "from" ? "From" : "Until"}
              error={messages[end]}
            >
              <ZonedTimeInput
                id={`backfill-${end}`}
                value={window[end]}
                onChange={(instant) => setWindow({ ...window, [end]: instant })}
                hasError={messages[end] !== undefined}
                stacked
              />
            </OptionField>
          ))}
          <DialogContentText role="status">{countText(count)}</DialogContentText>
          {isOther ? <Alert severity="error">{problemText(error).detail}</Alert> : null}
        </DialogContent>
        <DialogActions sx={{ p: 2 }}>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="contained"
            loading={isPending}
            disabled={from === undefined || to === undefined}
          >
            Make the jobs
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

type Window = { from: string | undefined; to: string | undefined };

/** The last day, up to a whole minute, which is what the inputs show. */
function lastDay(): Window {
  const now = Math.floor(serverClock.now() / 60_000) * 60_000;
  return { from: new Date(now - dayMs).toISOString(), to: new Date(now).toISOString() };
}

function utc(instant: string): string {
  return new Date(instant).toISOString();
}

function countText(count: { slots: number; hasMore: boolean } | null): string {
  if (count === null) return "";
  if (count.slots === 0) return "No slot falls into this window.";
  if (count.hasMore) return `More than ${count.slots} slots fall into this window.`;
  return count.slots === 1 ? "One slot falls into it." : `${count.slots} slots fall into it.`;
}
