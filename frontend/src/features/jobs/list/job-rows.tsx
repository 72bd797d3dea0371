import type { JobSummary } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import Box from "@mui/material/Box";
import type { Theme } from "@mui/material/styles";
import useMediaQuery from "@mui/material/useMediaQuery";
import { useRef } from "react";
import { useTemplateTitles } from "../../../lib/api/use-template-titles.ts";
import { useUserName } from "../../../lib/api/use-user-name.ts";
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
  sort: JobSort;
  /** The query of the list's address: a job's page finds its neighbours by it. */
  search: string;
  hasMore: boolean;
  /** Whether `onEnd` fetches the next page now: nothing else is being fetched, and nothing failed. */
  mayFetch: boolean;
  onSort: (sort: JobSort) => void;
  onEnd: () => void;
};

const rowHeightPx = { wide: 56, narrow: 84 };

/**
 * Renders the visible rows of the list. They keep their places while somebody may be about to
 * press one: new jobs then wait behind a button.
 */
export function JobRows({ jobs, isLoaded, sort, search, onSort, ...paging }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const titles = useTemplateTitles();
  const userName = useUserName();
  const isNarrow = useMediaQuery((theme: Theme) => theme.breakpoints.down("md"));
  const height = isNarrow ? rowHeightPx.narrow : rowHeightPx.wide;
  const { isHeld, isScrolled, handlers, onScroll } = useHeld();
  const menu = useRowMenu(jobs);
  const rows = useHeldRows(jobs, isLoaded && (isHeld || menu.isOpen));
  const list = { scroller, jobs: rows.shown, rowHeightPx: height, ...paging };
  const virtual = useVirtualRows({ ...list, isScrolled });
  useListPlace({ ...list, isLoaded });

  function showNew() {
    rows.release();
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }
  return (
    <Box sx={frame} {...handlers}>
      <NewRowsButton count={rows.waiting} onShow={showNew} />
      <Box ref={scroller} sx={scrollArea} onScroll={onScroll}>
        <table
          className="fw-table"
          aria-label="Jobs"
          aria-rowcount={paging.hasMore ? -1 : rows.shown.length + 1}
        >
          <TableHeader sort={sort} onSort={onSort} />
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
                onMenu={menu.open}
              />
            ))}
          </tbody>
        </table>
      </Box>
      {menu.element}
    </Box>
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
