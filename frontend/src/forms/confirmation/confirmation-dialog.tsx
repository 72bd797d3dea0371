import type { Confirmation } from "@formwork/contracts/summary/confirmation";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import { type FormEvent, useState } from "react";

type DialogProps = {
  title: string;
  action: string;
  confirmation: { asked: Confirmation | null; confirm: () => void; dismiss: () => void };
};

/** Asks for the word of a template before its job is sent; the button waits for the exact word. */
export function ConfirmationDialog({ title, action, confirmation }: DialogProps) {
  const { asked, confirm, dismiss } = confirmation;
  return (
    <Dialog open={asked !== null} onClose={dismiss} maxWidth="xs" fullWidth>
      {asked === null ? null : (
        <Question
          asked={asked}
          title={title}
          action={action}
          onConfirm={confirm}
          onCancel={dismiss}
        />
      )}
    </Dialog>
  );
}

type QuestionProps = {
  asked: Confirmation;
  title: string;
  action: string;
  onConfirm: () => void;
  onCancel: () => void;
};

function Question({ asked, title, action, onConfirm, onCancel }: QuestionProps) {
  const [typed, setTyped] = useState("");
  const isConfirmed = typed === asked.word;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isConfirmed) onConfirm();
  }

  return (
    <form onSubmit={submit}>
      <DialogTitle sx={{ fontSize: "1rem", fontWeight: 600, pb: 1 }}>{title}</DialogTitle>
      <DialogContent sx={{ pb: 1 }}>
        <DialogContentText sx={text}>{asked.text}</DialogContentText>
        {asked.word === "" ? null : (
          <TextField
            autoFocus
            fullWidth
            size="small"
            sx={{ mt: 2 }}
            label={`Type “${asked.word}” to go on`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            slotProps={{
              htmlInput: { autoComplete: "off", autoCapitalize: "off", spellCheck: false },
            }}
          />
        )}
      </DialogContent>
      <DialogActions sx={{ p: 2 }}>
        <Button autoFocus={asked.word === ""} color="inherit" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="contained" disabled={!isConfirmed}>
          {action}
        </Button>
      </DialogActions>
    </form>
  );
}

const text = { whiteSpace: "pre-line", overflowWrap: "anywhere", color: "text.primary" } as const;
