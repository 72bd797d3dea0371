import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import InputAdornment from "@mui/material/InputAdornment";
import TextField from "@mui/material/TextField";
import { CopyButton } from "../../components/copy-button.tsx";

type OnceProps = {
  title: string;
  text: string;
  /** What the value is, as the label of its field. */
  label: string;
  value: string;
  onClose: () => void;
};

/** Shows a value that the server shows once: an invitation link, or an API key. */
export function OnceDialog({ title, text, label, value, onClose }: OnceProps) {
  const copy = (
    <InputAdornment position="end">
      <CopyButton text={value} label={`Copy: ${label}`} />
    </InputAdornment>
  );
  return (
    // Not closed by a click beside it: the value would be gone.
    <Dialog open maxWidth="sm" fullWidth>
      <DialogTitle sx={{ fontSize: "1rem", fontWeight: 600, pb: 1 }}>{title}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2, pb: 1 }}>
        <DialogContentText>{text}</DialogContentText>
        <TextField
          autoFocus
          label={label}
          value={value}
          onFocus={(event) => event.target.select()}
          slotProps={{
            htmlInput: { style: { fontFamily: "monospace" }, spellCheck: false },
            input: { readOnly: true, endAdornment: copy },
          }}
        />
      </DialogContent>
      <DialogActions sx={{ p: 2 }}>
        <Button variant="contained" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}
