import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { useEffect } from "react";
import { useBlocker } from "react-router";

/**
 * Asks before a page with unsaved input is left. Draws the question; `isDirty` is asked at the
 * moment of leaving.
 */
export function UnsavedChangesDialog({ isDirty }: { isDirty: () => boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty() && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => isDirty() && event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);
  const isAsking = blocker.state === "blocked";
  return (
    <Dialog
      open={isAsking}
      onClose={() => blocker.reset?.()}
      aria-labelledby="leave-title"
      maxWidth="xs"
    >
      <DialogTitle id="leave-title">Leave without submitting?</DialogTitle>
      <DialogContent>What you filled in will be lost.</DialogContent>
      <DialogActions>
        <Button autoFocus onClick={() => blocker.reset?.()}>
          Stay
        </Button>
        <Button color="error" onClick={() => blocker.proceed?.()}>
          Leave
        </Button>
      </DialogActions>
    </Dialog>
  );
}
