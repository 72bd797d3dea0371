import Box from "@mui/material/Box";
import { Suspense, useState } from "react";
import { lazyCode } from "../../../components/lazy/lazy-code.ts";
import { EndedBars } from "../../../components/time-brush/ended-bars.tsx";
import { type EndedBucket, totalOf } from "../../../components/time-brush/span-of-buckets.ts";
import { savesData } from "../../../lib/saves-data.ts";
import { chartHeightPx, plotBox } from "./plot-box.ts";

type PictureProps = { buckets: readonly EndedBucket[]; bucketMs: number };

const DayChart = lazyCode(async () => (await import("./day-chart.tsx")).DayChart);

/**
 * Draws what ended in each bucket: plain bars until the code of the chart is there. A slow connection,
 * or one that saves data, keeps the bars.
 */
export function DayPicture(props: PictureProps) {
  const [keepsBars] = useState(() => savesData());
  if (keepsBars) return <PlainChart {...props} />;
  return (
    <Suspense fallback={<PlainChart {...props} />}>
      <DayChart {...props} />
    </Suspense>
  );
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** Its bars stand where those of the chart do; it names the highest one and both ends of the time. */
function PlainChart({ buckets, bucketMs }: PictureProps) {
  const { top, right, bottom, left } = plotBox;
  const first = Date.parse(buckets[0]?.at ?? "");
  const end = first + buckets.length * bucketMs;
  return (
    <Box aria-hidden sx={chart}>
      <span style={{ top, right: `calc(100% - ${left - 8}px)` }}>
        {Math.max(0, ...buckets.map(totalOf)).toLocaleString("en")}
      </span>
      <Box sx={plot} style={{ inset: `${top}px ${right}px ${bottom}px ${left}px` }}>
        <EndedBars buckets={buckets} heightPx={chartHeightPx - top - bottom} />
      </Box>
      <span style={{ left, bottom: 4 }}>{clock.format(first)}</span>
      <span style={{ right, bottom: 4 }}>{clock.format(end)}</span>
    </Box>
  );
}

const chart = {
  position: "relative",
  height: chartHeightPx,
  color: "text.secondary",
  fontSize: "0.6875rem",
  "& > span": { position: "absolute" },
} as const;
const plot = { position: "absolute", borderBottom: 1, borderColor: "divider" } as const;
