import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";

type DialogProps = {
  open: boolean;
  title: string;
  text: string;
  action: string;
  /** What the button says that cancels. */
  keep?: string;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks for confirmation of an action that cannot be undone. The button that cancels has the focus. */
export function ConfirmDialog(props: DialogProps) {
  const { open, title, text, action, keep = "Keep it", onConfirm, onClose } = props;
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle sx={{ fontSize: "1rem", fontWeight: 600, pb: 1 }}>{title}</DialogTitle>
      <DialogContent sx={{ pb: 1 }}>
        <DialogContentText>{text}</DialogContentText>
      </DialogContent>
      <DialogActions sx={{ p: 2 }}>
        <Button autoFocus color="inherit" onClick={onClose}>
          {keep}
        </Button>
        <Button variant="contained" color="error" onClick={onConfirm}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
