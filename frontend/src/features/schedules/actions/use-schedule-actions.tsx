import type { Schedule } from "@formwork/contracts/schedule";
import { type ReactNode, useCallback, useState } from "react";
import { useNavigate } from "react-router";
import { lazyPart } from "../../../components/lazy/lazy-part.tsx";
import { paths } from "../../../lib/paths.ts";
import type { Asked } from "./action-dialog.tsx";
import type { ScheduleAction } from "./schedule-action.ts";
import { useScheduleConfirmation } from "./use-schedule-confirmation.ts";
import { useScheduleMutations } from "./use-schedule-mutations.tsx";

const ActionDialog = lazyPart(async () => (await import("./action-dialog.tsx")).ActionDialog, 0);

const ConfirmationDialog = lazyPart(
  async () =>
    (await import("../../../forms/confirmation/confirmation-dialog.tsx")).ConfirmationDialog,
  0,
);

type ScheduleActions = {
  run: (action: ScheduleAction, schedule: Schedule) => void;
  isPending: boolean;
  /** The dialog that asks for what an action needs; it has to be rendered. */
  dialog: ReactNode;
};

/** Runs actions on schedules; asks first where they need a reason, a window or a confirmation. */
export function useScheduleActions(onDeleted?: () => void): ScheduleActions {
  const mutations = useScheduleMutations();
  const { trigger, resume, skipNext, backfill } = mutations;
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const confirmation = useScheduleConfirmation();
  const { ask, asked: toConfirm } = confirmation;
  const close = () => setAsked(null);

  const run = useCallback(
    (action: ScheduleAction, schedule: Schedule) => {
      if (action === "edit") navigate(paths.editSchedule(schedule.id));
      else if (action === "trigger")
        void ask(schedule, {
          title: `${schedule.name}: run it now?`,
          action: "Run now",
          send: () => trigger.mutate({ schedule }),
        });
      else if (action === "resume") resume.mutate({ schedule });
      else if (action === "skip-next") skipNext.mutate({ schedule });
      else {
        backfill.reset();
        setAsked({ action, schedule });
      }
    },
    [navigate, ask, trigger.mutate, resume.mutate, skipNext.mutate, backfill.reset],
  );

  return {
    run,
    isPending: Object.values(mutations).some((mutation) => mutation.isPending),
    dialog: (
      <>
        {asked === null ? null : (
          <ActionDialog
            asked={asked}
            confirm={ask}
            mutations={mutations}
            onClose={close}
            onDeleted={onDeleted}
          />
        )}
        {toConfirm === null ? null : (
          <ConfirmationDialog
            title={toConfirm.title}
            action={toConfirm.action}
            confirmation={confirmation}
          />
        )}
      </>
    ),
  };
}
