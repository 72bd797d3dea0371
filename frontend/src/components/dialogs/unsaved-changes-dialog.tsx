import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { useEffect, useEffectEvent } from "react";
import { useBlocker } from "react-router";

/**
 * Asks for confirmation before a page with unsaved input is left. `isDirty` is called at that
 * moment.
 */
export function UnsavedChangesDialog({
  isDirty,
  title = "Leave without submitting?",
}: {
  isDirty: () => boolean;
  title?: string;
}) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty() && currentLocation.pathname !== nextLocation.pathname,
  );
  const isDirtyNow = useEffectEvent(isDirty);
  useEffect(() => {
    const confirmLeaving = (event: BeforeUnloadEvent) => isDirtyNow() && event.preventDefault();
    window.addEventListener("beforeunload", confirmLeaving);
    return () => window.removeEventListener("beforeunload", confirmLeaving);
  }, []);
  const isOpen = blocker.state === "blocked";
  return (
    <Dialog
      open={isOpen}
      onClose={() => blocker.reset?.()}
      aria-labelledby="leave-title"
      maxWidth="xs"
    >
      <DialogTitle id="leave-title">{title}</DialogTitle>
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
