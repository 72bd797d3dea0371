import "uplot/dist/uPlot.min.css";
import Box from "@mui/material/Box";
import { useColorScheme } from "@mui/material/styles";
import { useEffect, useEffectEvent, useRef } from "react";
import type { EndedBucket } from "../../../components/time-brush/span-of-buckets.ts";
import { createDayPlot, type DayPlot } from "./day-plot.ts";
import { chartHeightPx } from "./plot-box.ts";

type ChartProps = { buckets: readonly EndedBucket[]; bucketMs: number };

/** Draws what ended in each bucket as stacked bars. The table beside it says the same in words. */
export function DayChart({ buckets, bucketMs }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<DayPlot>(null);
  const { colorScheme } = useColorScheme();
  const create = useEffectEvent((within: HTMLElement) =>
    createDayPlot(within, { buckets, bucketMs }),
  );

  useEffect(() => {
    if (element.current === null) return;
    const created = create(element.current);
    plot.current = created;
    return () => created.remove();
  }, []);

  useEffect(() => plot.current?.show(buckets), [buckets]);

  // The colours are those of the page once it has been drawn in its new scheme.
  useEffect(() => {
    if (colorScheme === undefined) return;
    const frame = requestAnimationFrame(() => plot.current?.redraw());
    return () => cancelAnimationFrame(frame);
  }, [colorScheme]);

  return <Box ref={element} aria-hidden sx={{ height: chartHeightPx, minWidth: 0 }} />;
}
