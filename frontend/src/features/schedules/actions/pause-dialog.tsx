import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import { type FormEvent, useState } from "react";

type DialogProps = {
  name: string;
  isPending: boolean;
  onPause: (reason: string) => void;
  onClose: () => void;
};

/** Asks why a schedule is paused, for those who find it paused; the reason may be left out. */
export function PauseDialog({ name, isPending, onPause, onClose }: DialogProps) {
  const [reason, setReason] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    onPause(reason.trim());
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="pause-title">
      <form onSubmit={submit}>
        <DialogTitle id="pause-title" sx={{ fontSize: "1rem", fontWeight: 600, pb: 1 }}>
          Pause {name}?
        </DialogTitle>
        <DialogContent sx={{ pb: 1 }}>
          <DialogContentText>
            Runs that fall due meanwhile are neither made nor listed. Jobs that run now go on.
          </DialogContentText>
          <TextField
            autoFocus
            fullWidth
            size="small"
            sx={{ mt: 2 }}
            label="Why (others will see it)"
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            slotProps={{ htmlInput: { maxLength: 500 } }}
          />
        </DialogContent>
        <DialogActions sx={{ p: 2 }}>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" loading={isPending}>
            Pause
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
