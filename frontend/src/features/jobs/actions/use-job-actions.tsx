import type { JobSummary } from "@formwork/contracts/job";
import { type ReactNode, useCallback, useState } from "react";
import { useNavigate } from "react-router";
import { lazyPopup } from "../../../components/lazy/lazy-popup.tsx";
import { paths } from "../../../lib/paths.ts";
import type { JobAction } from "./allowed-actions.ts";
import { useAsksFirst } from "./use-asks-first.ts";
import { useJobActionMutation } from "./use-job-action-mutation.ts";

const ConfirmDialog = lazyPopup(
  async () => (await import("../../../components/dialogs/confirm-dialog.tsx")).ConfirmDialog,
);
const LaterDialog = lazyPopup(async () => (await import("./later-dialog.tsx")).LaterDialog);

type JobActions = {
  run: (action: JobAction, job: JobSummary) => void;
  pending: boolean;
  /** The confirmation dialog; it has to be rendered. */
  dialog: ReactNode;
};

/**
 * Runs actions on jobs: navigates to the run form for an edit, and for a rerun that has to be
 * confirmed; asks for confirmation before a delete, and for a time to run later. `onDeleted` is called after a delete.
 */
export function useJobActions(onDeleted?: () => void): JobActions {
  const { mutate, isPending } = useJobActionMutation();
  const navigate = useNavigate();
  const asksFirst = useAsksFirst();
  const [toDelete, setToDelete] = useState<JobSummary | null>(null);
  const [toPostpone, setToPostpone] = useState<JobSummary | null>(null);

  const run = useCallback(
    (action: JobAction, job: JobSummary) => {
      if (action === "edit") navigate(paths.run(job.template.name, job.id));
      else if (action === "delete") setToDelete(job);
      else if (action === "later") setToPostpone(job);
      else if (action === "rerun") void rerun(job);
      else mutate({ action, job });

      /** The form asks what the template wants asked. */
      async function rerun(job: JobSummary) {
        if (await asksFirst(job)) navigate(paths.run(job.template.name, job.id));
        else mutate({ action: "rerun", job });
      }
    },
    [mutate, navigate, asksFirst],
  );

  function confirm() {
    if (toDelete !== null)
      mutate({ action: "delete", job: toDelete }, { onSuccess: () => onDeleted?.() });
    setToDelete(null);
  }

  function postpone(job: JobSummary, runAt: string) {
    mutate({ action: "later", job, runAt });
    setToPostpone(null);
  }

  const dialog = (
    <>
      {toDelete !== null && (
        <ConfirmDialog
          open
          title="Delete this job?"
          text={deleteText(toDelete)}
          action="Delete the job"
          onConfirm={confirm}
          onClose={() => setToDelete(null)}
        />
      )}
      {toPostpone !== null && (
        <LaterDialog
          job={toPostpone}
          onChoose={(runAt) => postpone(toPostpone, runAt)}
          onClose={() => setToPostpone(null)}
        />
      )}
    </>
  );
  return { run, pending: isPending, dialog };
}

function deleteText(job: JobSummary): string {
  const name = job.summary === "" ? "" : `${job.summary}: `;
  return `${name}Its history, log and result go with it. This cannot be taken back.`;
}
