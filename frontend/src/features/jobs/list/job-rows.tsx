import type { JobSummary } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import Box from "@mui/material/Box";
import type { Theme } from "@mui/material/styles";
import useMediaQuery from "@mui/material/useMediaQuery";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTemplateTitles } from "../../../lib/api/use-template-titles.ts";
import { JobActionMenu } from "../actions/job-action-menu.tsx";
import { useJobActions } from "../actions/use-job-actions.tsx";
import { JobRow } from "./job-row.tsx";
import { TableHeader } from "./table-header.tsx";

type RowsProps = { jobs: JobSummary[]; sort: JobSort; hasMore: boolean; onEnd: () => void };

const rowHeightPx = { wide: 56, narrow: 84 };
/** How many rows before the end the next page is fetched. */
const prefetchRows = 30;

/**
 * Renders the visible rows of the list. A reader who has scrolled down keeps the place when rows are
 * added above.
 */
export function JobRows({ jobs, sort, hasMore, onEnd }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const titles = useTemplateTitles();
  const { run, dialog } = useJobActions();
  const [menu, setMenu] = useState<{ anchor: HTMLElement; id: string } | null>(null);
  const openMenu = useCallback(
    (anchor: HTMLElement, job: JobSummary) => setMenu({ anchor, id: job.id }),
    [],
  );
  const chosen = menu === null ? undefined : jobs.find(({ id }) => id === menu.id);
  const isNarrow = useMediaQuery((theme: Theme) => theme.breakpoints.down("md"));
  const isScrolled = (scroller.current?.scrollTop ?? 0) > 0;
  const virtualizer = useVirtualizer({
    count: jobs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? rowHeightPx.narrow : rowHeightPx.wide),
    getItemKey: (index) => jobs[index]?.id ?? index,
    overscan: 8,
    anchorTo: isScrolled ? "end" : "start",
  });
  const visible = virtualizer.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  const fetchMore = useEffectEvent(onEnd);

  // biome-ignore lint/correctness/useExhaustiveDependencies: when the row height changes every row has to be measured again
  useEffect(() => virtualizer.measure(), [isNarrow]);
  useEffect(() => {
    if (hasMore && last >= jobs.length - prefetchRows) fetchMore();
  }, [hasMore, last, jobs.length]);

  return (
    <>
      <Box ref={scroller} sx={scrollArea}>
        <table
          className="fw-table"
          aria-label="Jobs"
          aria-rowcount={hasMore ? -1 : jobs.length + 1}
        >
          <TableHeader sort={sort} />
          <tbody style={{ height: virtualizer.getTotalSize() }}>
            {visible.map(({ index, key, start }) => {
              const job = jobs[index];
              const title = titles.get(job?.template.name ?? "") ?? job?.template.name ?? "";
              return (
                job && (
                  <JobRow
                    key={key}
                    job={job}
                    index={index}
                    start={start}
                    title={title}
                    onMenu={openMenu}
                  />
                )
              );
            })}
          </tbody>
        </table>
      </Box>
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
}

const scrollArea = {
  flex: 1,
  minHeight: 0,
  overflowY: "auto",
  contain: "strict",
  borderTop: 1,
  borderColor: "divider",
  bgcolor: "background.paper",
};
