import type { Schedule } from "@formwork/contracts/schedule";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { BackfillDialog } from "./backfill-dialog.tsx";
import { PauseDialog } from "./pause-dialog.tsx";
import type { ScheduleMutations } from "./use-schedule-mutations.tsx";

/** An action that asks for something first. */
export type Asked = { action: "pause" | "backfill" | "delete"; schedule: Schedule };

type DialogProps = {
  asked: Asked;
  mutations: ScheduleMutations;
  onClose: () => void;
  onDeleted: (() => void) | undefined;
};

/** Asks for the reason of a pause, the window of a backfill, or whether to delete. */
export function ActionDialog({ asked, mutations, onClose, onDeleted }: DialogProps) {
  const { action, schedule } = asked;
  const { pause, backfill, remove } = mutations;
  if (action === "pause")
    return (
      <PauseDialog
        name={schedule.name}
        isPending={pause.isPending}
        onPause={(reason) => pause.mutate({ schedule, reason }, { onSettled: onClose })}
        onClose={onClose}
      />
    );
  if (action === "backfill")
    return (
      <BackfillDialog
        schedule={schedule}
        isPending={backfill.isPending}
        error={backfill.error}
        onFill={(window) => backfill.mutate({ schedule, window }, { onSuccess: onClose })}
        onClose={onClose}
      />
    );
  return (
    <ConfirmDialog
      open
      title={`Delete ${schedule.name}?`}
      text="It fires no more, and its history goes with it. Its jobs stay. This cannot be taken back."
      action="Delete the schedule"
      onConfirm={() =>
        remove.mutate({ schedule }, { onSuccess: () => onDeleted?.(), onSettled: onClose })
      }
      onClose={onClose}
    />
  );
}
