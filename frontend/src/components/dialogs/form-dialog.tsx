import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import type { FormEvent, ReactNode } from "react";

type DialogProps = {
  title: string;
  action: string;
  isPending: boolean;
  /** What went wrong that belongs to no field; null for nothing. */
  error: string | null;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks for several values before something is made. */
export function FormDialog({ title, action, isPending, error, ...props }: DialogProps) {
  function submit(event: FormEvent) {
    event.preventDefault();
    props.onSubmit();
  }
  return (
    <Dialog open onClose={props.onClose} maxWidth="sm" fullWidth>
      <form onSubmit={submit} noValidate>
        <DialogTitle sx={{ fontSize: "1rem", fontWeight: 600, pb: 1 }}>{title}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 2, pb: 1, pt: "8px !important" }}>
          {error !== null && <Alert severity="error">{error}</Alert>}
          {props.children}
        </DialogContent>
        <DialogActions sx={{ p: 2 }}>
          <Button color="inherit" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" loading={isPending}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
