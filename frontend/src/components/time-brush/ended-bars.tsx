import { useId } from "react";
import { type EndedBucket, endings, totalOf } from "./span-of-buckets.ts";

/** The share of a bucket's width that its bar takes. */
const barShare = 0.86;
/** The least height of what is not nothing, in px. */
const minPx = 2;

type BarsProps = { buckets: readonly EndedBucket[]; heightPx: number };

/** Draws what ended in each bucket as stacked bars over its whole width, without axes. */
export function EndedBars({ buckets, heightPx }: BarsProps) {
  const hatch = useId();
  const most = Math.max(1, ...buckets.map(totalOf));
  return (
    <svg aria-hidden width="100%" height={heightPx} style={{ display: "block" }}>
      <pattern id={hatch} width={5} height={5} patternUnits="userSpaceOnUse">
        <rect width={5} height={5} fill="var(--mui-palette-state-failed)" />
        <path d="M0 5 5 0" stroke="#fff" strokeOpacity={0.5} />
      </pattern>
      {buckets.map((bucket, place) => (
        <Bar
          key={bucket.at}
          bucket={bucket}
          x={place / buckets.length}
          width={barShare / buckets.length}
          pxPerJob={heightPx / most}
          foot={heightPx}
          failedFill={`url(#${hatch})`}
        />
      ))}
    </svg>
  );
}

type BarProps = {
  bucket: EndedBucket;
  /** Place and width as shares of the whole. */
  x: number;
  width: number;
  pxPerJob: number;
  foot: number;
  failedFill: string;
};

function Bar({ bucket, x, width, pxPerJob, foot, failedFill }: BarProps) {
  let top = foot;
  return endings.map((ending) => {
    if (bucket[ending] === 0) return null;
    const height = Math.max(minPx, bucket[ending] * pxPerJob);
    top -= height;
    return (
      <rect
        key={ending}
        x={`${x * 100}%`}
        width={`${width * 100}%`}
        y={top}
        height={height}
        fill={ending === "failed" ? failedFill : `var(--mui-palette-state-${ending})`}
      />
    );
  });
}
