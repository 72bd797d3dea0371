import type { Timeline } from "@formwork/contracts/timeline";
import BarChart from "@mui/icons-material/BarChart";
import TableRows from "@mui/icons-material/TableRowsOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Card } from "../../../components/cards/card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { EndedTable } from "../../../components/time-brush/ended-table.tsx";
import { TimeBrush } from "../../../components/time-brush/time-brush.tsx";
import { endedJobsPath } from "../../../lib/ended-jobs.ts";
import { DayPicture } from "./day-picture.tsx";
import { EndedLegend } from "./ended-legend.tsx";
import { chartHeightPx, plotBox } from "./plot-box.ts";
import { bucketMs, type useDay } from "./use-day.ts";

/** Shows which jobs ended in the last 24 hours, and how. */
export function DayCard({ day }: { day: ReturnType<typeof useDay> }) {
  const [isTable, setTable] = useState(false);
  return (
    <Card
      title="Last 24 hours"
      actions={
        <Button
          color="inherit"
          startIcon={isTable ? <BarChart /> : <TableRows />}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? "Show as chart" : "Show as table"}
        </Button>
      }
    >
      <DayContent day={day} isTable={isTable} />
    </Card>
  );
}

function DayContent({ day, isTable }: { day: ReturnType<typeof useDay>; isTable: boolean }) {
  if (day.data !== undefined) return <Shown timeline={day.data} isTable={isTable} />;
  return day.error === null ? (
    <Skeleton variant="rounded" height={chartHeightPx + 54} aria-label="Loading the chart" />
  ) : (
    <ErrorState error={day.error} onRetry={() => void day.refetch()} />
  );
}

function Shown({ timeline, isTable }: { timeline: Timeline; isTable: boolean }) {
  const navigate = useNavigate();
  const { items, total, complete } = timeline;
  return (
    <>
      <EndedLegend total={total} from={items[0]?.at ?? ""} />
      {!isTable && (
        <TimeBrush
          label="Time whose jobs to open"
          buckets={items}
          bucketMs={bucketMs}
          inset={`${plotBox.top}px ${plotBox.right}px ${plotBox.bottom}px ${plotBox.left}px`}
          hint="Choose a bar, or drag over several, to open their jobs."
          onOpen={(range) => navigate(endedJobsPath(range))}
        >
          <DayPicture buckets={items} bucketMs={bucketMs} />
        </TimeBrush>
      )}
      <EndedTable
        caption="Jobs that ended in the last 24 hours, by half an hour; times without any are left out"
        buckets={items}
        bucketMs={bucketMs}
        isShown={isTable}
      />
      <Box sx={{ color: "text.secondary", fontSize: "0.75rem" }}>
        By when jobs ended, in half hours; times in {zone}.
        {!complete && " Some of this time is being counted anew."}
      </Box>
    </>
  );
}

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
