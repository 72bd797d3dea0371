import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";

const keys: readonly (readonly [keys: string, text: string])[] = [
  ["j", "To the next job"],
  ["k", "To the job before"],
  ["Enter", "Open the job"],
  ["x", "Select the job, or the one under the pointer"],
  ["Shift x", "Select all jobs from the one selected last"],
  ["Escape", "Clear the selection"],
  ["?", "Show these keys"],
];

/** Lists the keys of the job list. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="keys-title">
      <DialogTitle id="keys-title" sx={{ fontSize: "1rem", fontWeight: 600 }}>
        Keys in the list of jobs
      </DialogTitle>
      <DialogContent>
        <Box component="dl" sx={list}>
          {keys.map(([key, text]) => (
            <Box key={key} sx={{ display: "contents" }}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <Box component="dd" sx={{ m: 0 }}>
                {text}
              </Box>
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions sx={{ p: 2 }}>
        <Button autoFocus variant="contained" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const list = {
  ...{ display: "grid", gridTemplateColumns: "auto 1fr", columnGap: 2, rowGap: 1, m: 0 },
  "& kbd": { fontFamily: "monospace", fontSize: "0.875rem" },
} as const;
