import { sparklinePoints } from "./sparkline-points.ts";

type SparklineProps = {
  values: readonly number[];
  /** What the line shows, for those who do not see it. */
  label: string;
};

const width = 120;
const height = 28;

/** Shows how a number changed as a small line, the last value at its right end. */
export function Sparkline({ values, label }: SparklineProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      style={{ display: "block", maxWidth: "100%" }}
    >
      <line x1={0} x2={width} y1={height - 1} y2={height - 1} stroke="var(--mui-palette-divider)" />
      <polyline
        points={sparklinePoints(values, { width, height })}
        fill="none"
        stroke="var(--mui-palette-state-running)"
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
