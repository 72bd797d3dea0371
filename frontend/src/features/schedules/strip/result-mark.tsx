import type { ScheduleResult } from "@formwork/contracts/schedule";
import { type Look, lookOf } from "./outcome-look.ts";

const shapes: Record<Look["shape"], string> = {
  bar: "M2 2h6v16H2z",
  cross: "M1.5 4.5 3 3l2 2.6L7 3l1.5 1.5L6.2 10l2.3 5.5L7 17l-2-2.6L3 17l-1.5-1.5L3.8 10z",
  ring: "M2 2h6v16H2zM4 4v12h2V4z",
  dash: "M2 8.5h6v3H2z",
  dot: "M5 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  half: "M2 10h6v8H2z",
};

/** Draws one result as a shape of 10 × 20 at a place of a strip. */
export function ResultMark({ outcome, x = 0 }: Pick<ScheduleResult, "outcome"> & { x?: number }) {
  const { shape, colour } = lookOf(outcome);
  return (
    <path
      d={shapes[shape]}
      fillRule="evenodd"
      transform={`translate(${x} 0)`}
      style={{ fill: colour }}
    />
  );
}
