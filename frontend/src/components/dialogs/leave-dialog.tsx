import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";

type DialogProps = { title: string; onStay: () => void; onLeave: () => void };

/** Asks whether a page is to be left though its input is lost then. */
export function LeaveDialog({ title, onStay, onLeave }: DialogProps) {
  return (
    <Dialog open onClose={onStay} aria-labelledby="leave-title" maxWidth="xs">
      <DialogTitle id="leave-title">{title}</DialogTitle>
      <DialogContent>What you filled in will be lost.</DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onStay}>
          Stay
        </Button>
        <Button color="error" onClick={onLeave}>
          Leave
        </Button>
      </DialogActions>
    </Dialog>
  );
}
