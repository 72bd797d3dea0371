import uPlot from "uplot";
import type { EndedBucket } from "../../../components/time-brush/span-of-buckets.ts";
import { chartHeightPx, plotBox } from "./plot-box.ts";
import { stackOf } from "./stack.ts";

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
/** The narrowest label of the time axis, in px. */
const labelWidthPx = 60;

export type DayPlot = ReturnType<typeof createDayPlot>;

/** Draws bars of what ended in each bucket into an element. `redraw` follows a change of colours. */
export function createDayPlot(
  element: HTMLElement,
  { buckets, bucketMs }: { buckets: readonly EndedBucket[]; bucketMs: number },
) {
  const plot = new uPlot(optionsOf(element, bucketMs), stackOf(buckets), element);
  const resizing = new ResizeObserver(() => plot.setSize(sizeOf(element)));
  resizing.observe(element);
  return {
    show: (shown: readonly EndedBucket[]) => plot.setData(stackOf(shown)),
    redraw: () => plot.redraw(),
    remove() {
      resizing.disconnect();
      plot.destroy();
    },
  };
}

function sizeOf(element: HTMLElement) {
  return { width: Math.max(1, element.clientWidth), height: chartHeightPx };
}

function optionsOf(element: HTMLElement, bucketMs: number): uPlot.Options {
  const colour = (name: string) => () =>
    getComputedStyle(element).getPropertyValue(`--mui-palette-${name}`).trim();
  const text = { stroke: colour("text-secondary"), font: "11px Inter Variable, sans-serif" };
  return {
    ...sizeOf(element),
    padding: [plotBox.top, plotBox.right, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: {
        time: true,
        range: (_, min, max) => [min, max + bucketMs / 1_000],
      },
      y: { range: (_, __, max) => [0, Math.max(1, max * 1.08)] },
    },
    axes: [
      {
        ...text,
        size: plotBox.bottom,
        space: labelWidthPx,
        gap: 6,
        grid: { show: false },
        ticks: { stroke: colour("divider"), size: 4, width: 1 },
        values: (_, times) => times.map((at) => clock.format(new Date(at * 1_000))),
      },
      {
        ...text,
        size: plotBox.left,
        gap: 8,
        incrs: wholeSteps,
        grid: { stroke: colour("divider"), width: 1 },
        ticks: { show: false },
        values: (_, counts) => counts.map((count) => compact.format(count)),
      },
    ],
    series: [
      {},
      series(() => colour("state-succeeded")()),
      series(() => marked(colour("state-cancelled")(), dots)),
      series(() => marked(colour("state-failed")(), stripes)),
    ],
  };
}

/** Steps of the axis of counts: whole numbers. */
const wholeSteps = [1, 2, 5]
  .flatMap((first) => Array.from({ length: 8 }, (_, zeros) => first * 10 ** zeros))
  .sort((one, other) => one - other);

function series(fill: () => string | CanvasPattern): uPlot.Series {
  return {
    width: 0,
    points: { show: false },
    fill,
    ...(uPlot.paths.bars && { paths: uPlot.paths.bars({ size: [0.86, 60], align: 1 }) }),
  };
}

/** Cuts a shape out of a tile of this size, in px of the device. */
type Cut = (brush: CanvasRenderingContext2D, size: number) => void;

const stripes: Cut = (brush, size) => {
  brush.lineWidth = size / 5;
  for (const shift of [-size, 0, size]) {
    brush.moveTo(shift, size);
    brush.lineTo(shift + size, 0);
  }
  brush.stroke();
};
const dots: Cut = (brush, size) => brush.fillRect(size / 3, size / 3, size / 3, size / 3);

/** Returns a colour with light marks, so that a part differs from others by more than its colour. */
function marked(colour: string, cut: Cut): string | CanvasPattern {
  const tile = document.createElement("canvas");
  const size = Math.round(6 * window.devicePixelRatio);
  tile.width = size;
  tile.height = size;
  const brush = tile.getContext("2d");
  if (brush === null) return colour;
  brush.fillStyle = colour;
  brush.fillRect(0, 0, size, size);
  brush.fillStyle = lightMark;
  brush.strokeStyle = lightMark;
  cut(brush, size);
  return brush.createPattern(tile, "repeat") ?? colour;
}

const lightMark = "rgb(255 255 255 / 0.5)";
