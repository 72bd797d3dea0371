import type { JobSummary } from "@formwork/contracts/job";
import { type ReactNode, useCallback, useState } from "react";
import { useNavigate } from "react-router";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { paths } from "../../../lib/paths.ts";
import type { JobAction } from "./allowed-actions.ts";
import { useJobActionMutation } from "./use-job-action-mutation.ts";

type Runner = {
  run: (action: JobAction, job: JobSummary) => void;
  pending: boolean;
  dialog: ReactNode;
};

/**
 * Runs actions: opens the form for an edit, asks before a delete. `dialog` has to be rendered.
 * `onDeleted` follows a delete.
 */
export function useJobActions(onDeleted?: () => void): Runner {
  const order = useJobActionMutation();
  const { mutate } = order;
  const navigate = useNavigate();
  const [doomed, setDoomed] = useState<JobSummary | null>(null);

  const run = useCallback(
    (action: JobAction, job: JobSummary) => {
      if (action === "edit") navigate(paths.run(job.template.name, job.id));
      else if (action === "delete") setDoomed(job);
      else mutate({ action, job });
    },
    [mutate, navigate],
  );

  function confirm() {
    if (doomed !== null)
      mutate({ action: "delete", job: doomed }, { onSuccess: () => onDeleted?.() });
    setDoomed(null);
  }

  const dialog = (
    <ConfirmDialog
      open={doomed !== null}
      title="Delete this job?"
      text="Its history, log and result go with it. This cannot be taken back."
      action="Delete the job"
      onConfirm={confirm}
      onClose={() => setDoomed(null)}
    />
  );
  return { run, pending: order.isPending, dialog };
}
