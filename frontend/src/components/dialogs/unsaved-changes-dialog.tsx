import { useEffect, useEffectEvent } from "react";
import { useBlocker } from "react-router";
import { lazyPopup } from "../lazy/lazy-popup.tsx";

const LeaveDialog = lazyPopup(async () => (await import("./leave-dialog.tsx")).LeaveDialog);

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
  if (blocker.state !== "blocked") return null;
  return <LeaveDialog title={title} onStay={blocker.reset} onLeave={blocker.proceed} />;
}
