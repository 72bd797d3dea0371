import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import { type FormEvent, useState } from "react";

type AskProps = {
  title: string;
  text: string;
  label: string;
  action: string;
  /** What stands in the field at first. */
  initial?: string;
  /** Characters. */
  maxLength: number;
  isNumber?: boolean;
  /** Returns what is wrong with the typed text; null where it may be sent. */
  faultOf?: (text: string) => string | null;
  isPending?: boolean;
  onAnswer: (text: string) => void;
  onClose: () => void;
};

/** Asks for one value before something is done. */
export function AskDialog(props: AskProps) {
  const { title, text, label, action, maxLength, isNumber = false, onClose } = props;
  const [typed, setTyped] = useState(props.initial ?? "");
  const [isTried, setIsTried] = useState(false);
  const fault = props.faultOf?.(typed) ?? null;
  function answer(event: FormEvent) {
    event.preventDefault();
    if (fault === null) props.onAnswer(typed.trim());
    else setIsTried(true);
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <form onSubmit={answer} noValidate>
        <DialogTitle sx={{ fontSize: "1rem", fontWeight: 600, pb: 1 }}>{title}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 2, pb: 1 }}>
          <DialogContentText>{text}</DialogContentText>
          <TextField
            autoFocus
            label={label}
            value={typed}
            error={isTried && fault !== null}
            helperText={isTried ? fault : undefined}
            onChange={(event) => setTyped(event.target.value)}
            slotProps={{ htmlInput: { maxLength, inputMode: isNumber ? "numeric" : undefined } }}
          />
        </DialogContent>
        <DialogActions sx={{ p: 2 }}>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" loading={props.isPending ?? null}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
