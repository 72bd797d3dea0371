import type { Schedule } from "@formwork/contracts/schedule";
import { AskDialog } from "../../../components/dialogs/ask-dialog.tsx";
import { ConfirmDialog } from "../../../components/dialogs/confirm-dialog.tsx";
import { BackfillDialog } from "./backfill-dialog.tsx";
import type { useScheduleConfirmation } from "./use-schedule-confirmation.ts";
import type { ScheduleMutations } from "./use-schedule-mutations.tsx";

/** An action that asks for something first. */
export type Asked = { action: "pause" | "backfill" | "delete"; schedule: Schedule };

type DialogProps = {
  asked: Asked;
  /** Asks what the template wants asked before jobs are made by hand. */
  confirm: ReturnType<typeof useScheduleConfirmation>["ask"];
  mutations: ScheduleMutations;
  onClose: () => void;
  onDeleted: (() => void) | undefined;
};

/** Longest reason of a pause, in characters. */
const maxReasonLength = 500;

/** Asks for the reason of a pause, the window of a backfill, or whether to delete. */
export function ActionDialog({ asked, confirm, mutations, onClose, onDeleted }: DialogProps) {
  const { action, schedule } = asked;
  const { pause, backfill, remove } = mutations;
  if (action === "pause")
    return (
      <AskDialog
        title={`Pause ${schedule.name}?`}
        text="Runs that fall due meanwhile are neither made nor listed. Jobs that run now go on."
        label="Why (others will see it)"
        action="Pause"
        maxLength={maxReasonLength}
        isPending={pause.isPending}
        onAnswer={(reason) => pause.mutate({ schedule, reason }, { onSettled: onClose })}
        onClose={onClose}
      />
    );
  if (action === "backfill")
    return (
      <BackfillDialog
        schedule={schedule}
        isPending={backfill.isPending}
        error={backfill.error}
        onFill={(window) =>
          void confirm(schedule, {
            title: `${schedule.name}: fill the window?`,
            action: "Make the jobs",
            send: () => backfill.mutate({ schedule, window }, { onSuccess: onClose }),
          })
        }
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
