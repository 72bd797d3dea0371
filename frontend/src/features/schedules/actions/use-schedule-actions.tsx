import type { Schedule } from "@formwork/contracts/schedule";
import { type ReactNode, useCallback, useState } from "react";
import { useNavigate } from "react-router";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { lazyPart } from "../../../components/lazy-part.tsx";
import { paths } from "../../../lib/paths.ts";
import { PauseDialog } from "./pause-dialog.tsx";
import type { ScheduleAction } from "./schedule-action.ts";
import { useScheduleMutations } from "./use-schedule-mutations.tsx";

const BackfillDialog = lazyPart(
  async () => (await import("./backfill-dialog.tsx")).BackfillDialog,
  0,
);

type Asked = { action: "pause" | "backfill" | "delete"; schedule: Schedule };

type ScheduleActions = {
  run: (action: ScheduleAction, schedule: Schedule) => void;
  isPending: boolean;
  /** The dialog that asks for what an action needs; it has to be rendered. */
  dialog: ReactNode;
};

/** Runs actions on schedules; asks first where they need a reason, a window or a confirmation. */
export function useScheduleActions(onDeleted?: () => void): ScheduleActions {
  const mutations = useScheduleMutations();
  const { trigger, pause, resume, skipNext, backfill, remove } = mutations;
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);

  const run = useCallback(
    (action: ScheduleAction, schedule: Schedule) => {
      if (action === "edit") navigate(paths.editSchedule(schedule.id));
      else if (action === "trigger") trigger.mutate({ schedule });
      else if (action === "resume") resume.mutate({ schedule });
      else if (action === "skip-next") skipNext.mutate({ schedule });
      else {
        backfill.reset();
        setAsked({ action, schedule });
      }
    },
    [navigate, trigger.mutate, resume.mutate, skipNext.mutate, backfill.reset],
  );

  function dialogOf({ action, schedule }: Asked): ReactNode {
    if (action === "pause")
      return (
        <PauseDialog
          name={schedule.name}
          isPending={pause.isPending}
          onPause={(reason) => pause.mutate({ schedule, reason }, { onSettled: close })}
          onClose={close}
        />
      );
    if (action === "backfill")
      return (
        <BackfillDialog
          schedule={schedule}
          isPending={backfill.isPending}
          error={backfill.error}
          onFill={(window) => backfill.mutate({ schedule, window }, { onSuccess: close })}
          onClose={close}
        />
      );
    return (
      <ConfirmDialog
        open
        title={`Delete ${schedule.name}?`}
        text="It fires no more, and its history goes with it. Its jobs stay. This cannot be taken back."
        action="Delete the schedule"
        onConfirm={() => {
          remove.mutate({ schedule }, { onSuccess: () => onDeleted?.() });
          close();
        }}
        onClose={close}
      />
    );
  }

  return {
    run,
    isPending: Object.values(mutations).some((mutation) => mutation.isPending),
    dialog: asked === null ? null : dialogOf(asked),
  };
}
