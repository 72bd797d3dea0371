import type { LogLine } from "@formwork/contracts/job";
import ArrowDownward from "@mui/icons-material/ArrowDownward";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { LogRow } from "./log-row.tsx";
import { logStyles } from "./log-styles.ts";

type ViewProps = { lines: readonly LogLine[]; search: string; times: boolean };

const lineHeight = 20;
const nearEnd = 24;
const tallest = 480;

/**
 * The lines one can see. At the end it follows what is written; scrolled up it stays where it is.
 */
export function LogView({ lines, search, times }: ViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.offset ?? index,
    overscan: 20,
    paddingStart: 8,
    paddingEnd: 8,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: nearEnd,
  });

  // Whoever opens a log wants its newest line.
  useEffect(() => virtual.scrollToEnd(), [virtual]);

  return (
    <Box sx={{ position: "relative", bgcolor: "background.default" }}>
      <Box
        ref={scroller}
        role="log"
        aria-label="Log"
        aria-live="off"
        tabIndex={0}
        sx={[area, logStyles]}
        style={{ height: Math.min(tallest, virtual.getTotalSize()) }}
      >
        <Box sx={{ position: "relative" }} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              <div
                key={key}
                data-index={index}
                ref={virtual.measureElement}
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
                  opens={line.attempt !== lines[index - 1]?.attempt && index > 0}
                />
              </div>
            );
          })}
        </Box>
      </Box>
      {!virtual.isAtEnd(nearEnd) && (
        <Button
          variant="contained"
          startIcon={<ArrowDownward />}
          onClick={() => virtual.scrollToEnd()}
          sx={{ position: "absolute", right: 16, bottom: 12 }}
        >
          Follow
        </Button>
      )}
    </Box>
  );
}

const area = {
  overflow: "auto",
  fontFamily: "var(--fw-mono)",
  fontSize: "0.75rem",
  lineHeight: "20px",
  "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: -2 },
};
