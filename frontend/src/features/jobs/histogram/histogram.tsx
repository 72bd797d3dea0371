import Box from "@mui/material/Box";
import type { Theme } from "@mui/material/styles";
import useMediaQuery from "@mui/material/useMediaQuery";
import { EndedBars } from "../../../components/time-brush/ended-bars.tsx";
import { EndedTable } from "../../../components/time-brush/ended-table.tsx";
import {
  endedText,
  rangeOfSpan,
  rangeText,
  sumOfSpan,
  totalOf,
} from "../../../components/time-brush/span-of-buckets.ts";
import { TimeBrush } from "../../../components/time-brush/time-brush.tsx";
import type { JobView } from "../job-view.ts";
import { useHistogram } from "./use-histogram.ts";

const heightPx = 56;

type HistogramProps = { view: JobView; onChange: (change: Partial<JobView>) => void };

/**
 * Shows when the jobs of a view ended, and limits the view to a time that is chosen in it. It is not
 * there where none ended, and in a narrow window.
 */
export function Histogram(props: HistogramProps) {
  const isWide = useMediaQuery((theme: Theme) => theme.breakpoints.up("md"));
  return isWide && props.view.faults.length === 0 ? <Bars {...props} /> : null;
}

function Bars({ view, onChange }: HistogramProps) {
  const { data } = useHistogram(view);
  if (data === undefined) return null;
  const { buckets, bucketMs, isComplete } = data;
  const whole = { first: 0, last: buckets.length - 1 };
  const total = sumOfSpan(buckets, whole);
  if (totalOf(total) === 0) return null;
  return (
    <div>
      <TimeBrush
        label="Time to show the jobs of"
        buckets={buckets}
        bucketMs={bucketMs}
        inset="0"
        hint={`${rangeText(rangeOfSpan(buckets, whole, bucketMs))}: ${isComplete ? "" : "at least "}${endedText(total)}`}
        onOpen={(range) => onChange({ ...range, timeField: "finishedAt" })}
      >
        <Box sx={{ borderBottom: 1, borderColor: "divider" }}>
          <EndedBars buckets={buckets} heightPx={heightPx} />
        </Box>
      </TimeBrush>
      <EndedTable
        caption="What ended when; times without any are left out"
        buckets={buckets}
        bucketMs={bucketMs}
        isShown={false}
      />
    </div>
  );
}
