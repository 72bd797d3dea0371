import type { Schedule } from "@formwork/contracts/schedule";
import { type ReactNode, useCallback, useState } from "react";
import { useNavigate } from "react-router";
import { lazyPart } from "../../../components/lazy-part.tsx";
import { paths } from "../../../lib/paths.ts";
import type { Asked } from "./action-dialog.tsx";
import type { ScheduleAction } from "./schedule-action.ts";
import { useScheduleMutations } from "./use-schedule-mutations.tsx";

const ActionDialog = lazyPart(async () => (await import("./action-dialog.tsx")).ActionDialog, 0);

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

  return {
    run,
    isPending: Object.values(mutations).some((mutation) => mutation.isPending),
    dialog:
      asked === null ? null : (
        <ActionDialog asked={asked} mutations={mutations} onClose={close} onDeleted={onDeleted} />
      ),
  };
}
