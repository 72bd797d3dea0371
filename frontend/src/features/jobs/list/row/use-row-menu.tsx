import type { JobSummary } from "@formwork/contracts/job";
import { type ReactNode, useCallback, useState } from "react";
import { lazyPopup } from "../../../../components/lazy/lazy-popup.tsx";
import { useJobActions } from "../../actions/use-job-actions.tsx";

const JobActionMenu = lazyPopup(
  async () => (await import("../../actions/job-action-menu.tsx")).JobActionMenu,
);

type RowMenu = {
  isOpen: boolean;
  open: (anchor: HTMLElement, job: JobSummary) => void;
  /** The open menu and the dialog of an action; it has to be rendered. */
  element: ReactNode;
};

/** Shows the menu of actions that all rows share, for the row whose button opened it. */
export function useRowMenu(jobs: readonly JobSummary[]): RowMenu {
  const { run, dialog } = useJobActions();
  const [menu, setMenu] = useState<{ anchor: HTMLElement; id: string } | null>(null);
  const open = useCallback(
    (anchor: HTMLElement, job: JobSummary) => setMenu({ anchor, id: job.id }),
    [],
  );
  const chosen = menu === null ? undefined : jobs.find(({ id }) => id === menu.id);
  const element = (
    <>
      {menu !== null && chosen !== undefined && (
        <JobActionMenu
          anchor={menu.anchor}
          job={chosen}
          onAction={run}
          onClose={() => setMenu(null)}
        />
      )}
      {dialog}
    </>
  );
  return { isOpen: menu !== null && chosen !== undefined, open, element };
}
