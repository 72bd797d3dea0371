import Box from "@mui/material/Box";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import { tint } from "../chips/state-chip.tsx";
import { afterKey, bucketAt, type Selection, spanOf } from "./selection.ts";
import {
  type EndedBucket,
  endedText,
  rangeOfSpan,
  rangeText,
  sumOfSpan,
  type TimeRange,
  totalOf,
} from "./span-of-buckets.ts";

type BrushProps = {
  /** Names the control for screen readers. */
  label: string;
  buckets: readonly EndedBucket[];
  /** Milliseconds of a bucket. */
  bucketMs: number;
  /** Where the bars are within `children`, as CSS has it. */
  inset: string;
  /** What the line below says while nothing is pointed at. */
  hint: string;
  /** Is called with the time that was chosen, where jobs ended in it. */
  onOpen: (range: TimeRange) => void;
  /** The picture: the bars of the buckets. */
  children: ReactNode;
};

/**
 * Lays a control over bars of time: one chooses a time by dragging over them, pressing one, or with
 * arrow keys (Shift widens, Enter opens, Escape clears). A line below says what ended in it.
 */
export function TimeBrush({ label, buckets, bucketMs, inset, hint, onOpen, children }: BrushProps) {
  const [selection, setSelection] = useState<Selection | null>(null);
  const [isDragging, setDragging] = useState(false);
  const [hovered, setHovered] = useState<number | null>(null);
  const count = buckets.length;
  const pointed = selection ?? (hovered === null ? null : { anchor: hovered, head: hovered });
  const shown =
    pointed === null || Math.max(pointed.anchor, pointed.head) >= count ? null : pointed;

  const textOf = (chosen: Selection) => {
    const span = spanOf(chosen);
    return `${rangeText(rangeOfSpan(buckets, span, bucketMs))}: ${endedText(sumOfSpan(buckets, span))}`;
  };
  function open(chosen: Selection | null) {
    if (chosen === null) return;
    const span = spanOf(chosen);
    if (totalOf(sumOfSpan(buckets, span)) > 0) onOpen(rangeOfSpan(buckets, span, bucketMs));
  }
  function placeOf({ clientX, currentTarget }: PointerEvent) {
    const { left, width } = currentTarget.getBoundingClientRect();
    return bucketAt(clientX - left, width, count);
  }
  function start(event: PointerEvent) {
    if (event.button !== 0 || count === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const place = placeOf(event);
    setDragging(true);
    setSelection({ anchor: place, head: place });
  }
  function move(event: PointerEvent) {
    const head = placeOf(event);
    if (isDragging) setSelection((current) => current && { ...current, head });
    else if (event.pointerType !== "touch") setHovered(head);
  }
  function stop() {
    setDragging(false);
    setSelection(null);
  }
  function press(event: KeyboardEvent) {
    const next = afterKey(selection, event, count);
    if (next !== undefined) setSelection(next);
    else if (event.key === "Enter" || event.key === " ") open(selection);
    else if (event.key === "Escape") setSelection(null);
    else return;
    event.preventDefault();
  }
  const { head } = shown ?? { head: Math.max(0, count - 1) };
  return (
    <Box>
      <Box sx={{ position: "relative" }}>
        {children}
        <Box
          role="slider"
          tabIndex={0}
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, count - 1)}
          aria-valuenow={head}
          aria-valuetext={count === 0 ? "No data" : textOf(shown ?? { anchor: head, head })}
          onPointerDown={start}
          onPointerMove={move}
          onPointerUp={() => {
            if (!isDragging) return;
            open(selection);
            stop();
          }}
          onPointerCancel={stop}
          onPointerLeave={() => setHovered(null)}
          onKeyDown={press}
          onBlur={stop}
          sx={control}
          style={{ inset }}
        >
          {shown !== null && <Mark selection={shown} count={count} />}
        </Box>
      </Box>
      <Box aria-hidden sx={line}>
        {shown === null ? hint : textOf(shown)}
      </Box>
    </Box>
  );
}

function Mark({ selection, count }: { selection: Selection; count: number }) {
  const { first, last } = spanOf(selection);
  return (
    <Box
      sx={mark}
      style={{ left: `${(first / count) * 100}%`, width: `${((last - first + 1) / count) * 100}%` }}
    />
  );
}

const control = {
  position: "absolute",
  cursor: "crosshair",
  touchAction: "pan-y",
  borderRadius: 0.5,
  "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: 1 },
} as const;
const mark = {
  position: "absolute",
  top: 0,
  bottom: 0,
  bgcolor: tint("var(--mui-palette-primary-main)", 14),
  boxShadow:
    "inset 1px 0 var(--mui-palette-primary-main), inset -1px 0 var(--mui-palette-primary-main)",
  pointerEvents: "none",
} as const;
const line = {
  mt: 0.5,
  minHeight: 20,
  color: "text.secondary",
  fontSize: "0.75rem",
  fontVariantNumeric: "tabular-nums",
} as const;
