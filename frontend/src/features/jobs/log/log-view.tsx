import type { LogLine } from "@formwork/contracts/job";
import ArrowDownward from "@mui/icons-material/ArrowDownward";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { LogRow } from "./log-row.tsx";
import { logStyles } from "./log-styles.ts";

type ViewProps = {
  lines: readonly LogLine[];
  search: string;
  times: boolean;
  /** Called while the view is scrolled near the first of these lines. */
  onNearStart: (() => void) | undefined;
};

const lineHeightPx = 20;
/** How close to the end, in px, counts as scrolled to the end. */
const endThresholdPx = 24;
/** How close to the start, in px, older lines are read. */
const startThresholdPx = 1_000;
const maxHeightPx = 480;

/**
 * Renders the visible lines of a log. Scrolled to the end it follows new lines, otherwise it stays
 * in place.
 */
export function LogView({ lines, search, times, onNearStart }: ViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeightPx,
    getItemKey: (index) => lines[index]?.offset ?? index,
    overscan: 20,
    paddingStart: 8,
    paddingEnd: 8,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: endThresholdPx,
  });

  // A log opens at its newest line.
  useEffect(() => virtualizer.scrollToEnd(), [virtualizer]);

  return (
    <Box sx={{ position: "relative", bgcolor: "background.default" }}>
      <Box
        ref={scroller}
        role="log"
        aria-label="Log"
        aria-live="off"
        tabIndex={0}
        onScroll={({ currentTarget }) => {
          if (currentTarget.scrollTop < startThresholdPx) onNearStart?.();
        }}
        sx={[scrollArea, logStyles]}
        style={{ height: Math.min(maxHeightPx, virtualizer.getTotalSize()) }}
      >
        <Box sx={{ position: "relative" }} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              <div
                key={key}
                data-index={index}
                ref={virtualizer.measureElement}
                style={{
                  position: "absolute",
                  top: 0,
                  left: 0,
                  right: 0,
                  transform: `translateY(${start}px)`,
                }}
              >
                <LogRow
                  line={line}
                  search={search}
                  times={times}
                  isFirstOfAttempt={line.attempt !== lines[index - 1]?.attempt && index > 0}
                />
              </div>
            );
          })}
        </Box>
      </Box>
      {!virtualizer.isAtEnd(endThresholdPx) && (
        <Button
          variant="contained"
          startIcon={<ArrowDownward />}
          onClick={() => virtualizer.scrollToEnd()}
          sx={{ position: "absolute", right: 16, bottom: 12 }}
        >
          Follow
        </Button>
      )}
    </Box>
  );
}

const scrollArea = {
  overflow: "auto",
  fontFamily: "var(--fw-mono)",
  fontSize: "0.75rem",
  lineHeight: "20px",
  "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: -2 },
};
