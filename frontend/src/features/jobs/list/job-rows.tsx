import type { JobSummary } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import Box from "@mui/material/Box";
import type { Theme } from "@mui/material/styles";
import useMediaQuery from "@mui/material/useMediaQuery";
import { useLayoutEffect, useRef } from "react";
import { lazyPart } from "../../../components/lazy/lazy-part.tsx";
import { useUserName } from "../../../lib/api/people/use-user-name.ts";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";
import { selectedRows, shareOf } from "../bulk/selection/selection.ts";
import { useSelection } from "../bulk/selection/use-selection.ts";
import type { JobView } from "../job-view.ts";
import { NewRowsButton } from "./held/new-rows-button.tsx";
import { useHeld } from "./held/use-held.ts";
import { useHeldRows } from "./held/use-held-rows.ts";
import { JobRow } from "./row/job-row.tsx";
import { useRowMenu } from "./row/use-row-menu.tsx";
import { TableHeader } from "./table-header.tsx";
import { useListPlace } from "./use-list-place.ts";
import { useVirtualRows } from "./use-virtual-rows.ts";

type RowsProps = {
  jobs: JobSummary[];
  /** Whether `jobs` are those of the view, and not those of the one before while it loads. */
  isLoaded: boolean;
  view: JobView;
  /** The query of the list's address: a job's page finds its neighbours by it. */
  search: string;
  hasMore: boolean;
  /** Whether `onEnd` fetches the next page now: nothing else is being fetched, and nothing failed. */
  mayFetch: boolean;
  onSort: (sort: JobSort) => void;
  onEnd: () => void;
};

const ActionBar = lazyPart(async () => (await import("../bulk/action-bar.tsx")).ActionBar, 52);

const rowHeightPx = { wide: 56, narrow: 84 };

/**
 * Renders the visible rows of the list. They keep their places while somebody may be about to
 * press one: new jobs then wait behind a button.
 */
export function JobRows({ jobs, isLoaded, view, search, onSort, ...paging }: RowsProps) {
  const { sort } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const titles = useTemplateTitles();
  const userName = useUserName();
  const isNarrow = useMediaQuery((theme: Theme) => theme.breakpoints.down("md"));
  const height = isNarrow ? rowHeightPx.narrow : rowHeightPx.wide;
  const { isHeld, isScrolled, handlers, onScroll } = useHeld();
  const menu = useRowMenu(jobs);
  const shown = useRef<readonly JobSummary[]>(jobs);
  const selecting = useSelection(shown);
  const rows = useHeldRows(jobs, isLoaded && (isHeld || menu.isOpen || selecting.isOn));
  useLayoutEffect(() => {
    shown.current = rows.shown;
  }, [rows.shown]);
  const list = { scroller, jobs: rows.shown, rowHeightPx: height, ...paging };
  const virtual = useVirtualRows({ ...list, isScrolled });
  useListPlace({ ...list, isLoaded });

  function showNew() {
    rows.release();
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }
  const { selection } = selecting;
  const selected = selectedRows(selection, rows.shown).length;
  return (
    <>
      <Box sx={frame} {...handlers}>
        <NewRowsButton count={rows.waiting} onShow={showNew} />
        <Box ref={scroller} sx={scrollArea} onScroll={onScroll}>
          <table
            className="fw-table"
            aria-label="Jobs"
            aria-rowcount={paging.hasMore ? -1 : rows.shown.length + 1}
          >
            <TableHeader
              sort={sort}
              onSort={onSort}
              selected={shareOf(selected, rows.shown.length)}
              onSelect={selecting.onSelectLoaded}
            />
            <tbody style={{ height: virtual.height }}>
              {virtual.rows.map(({ job, index, start }) => (
                <JobRow
                  key={job.id}
                  job={job}
                  index={index}
                  start={start}
                  title={titles.get(job.template.name) ?? job.template.name}
                  creator={userName(job.createdBy)}
                  sort={sort}
                  search={search}
                  isSelected={selection.isAll || selection.ids.has(job.id)}
                  onSelect={selecting.onSelect}
                  onMenu={menu.open}
                />
              ))}
            </tbody>
          </table>
        </Box>
        {menu.element}
      </Box>
      {selected > 0 && <ActionBar view={view} rows={rows.shown} {...selecting} />}
    </>
  );
}

const frame = { position: "relative", flex: 1, minHeight: 0, display: "flex" } as const;

const scrollArea = {
  flex: 1,
  minHeight: 0,
  overflowY: "auto",
  contain: "strict",
  borderTop: 1,
  borderColor: "divider",
  bgcolor: "background.paper",
};
