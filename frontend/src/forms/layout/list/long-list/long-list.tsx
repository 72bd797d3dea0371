import Box from "@mui/material/Box";
import type { ArrayFieldTemplateProps } from "@rjsf/utils";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent, useRef } from "react";
import { focusItem } from "../use-list-focus.ts";
import { ItemLine } from "./item-line.tsx";
import { registerReveal } from "./item-revealers.ts";
import { useOpenItem } from "./use-open-item.ts";

type LongListProps = {
  id: string;
  /** The items as RJSF renders them, with their values as props. */
  items: ArrayFieldTemplateProps["items"];
  itemName: string;
  /** True for items that are one control each: these are never closed. */
  isOfControls: boolean;
};

const scrollMs = 100;
const lineHeightPx = 44;
const maxHeight = "min(70vh, 640px)";

/**
 * Shows the items of a long list in a window, of which only the visible ones are drawn: each as a line
 * with its values, and one of them open.
 */
export function LongList({ id, items, itemName, isOfControls }: LongListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const open = useOpenItem(items);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeightPx,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 5,
  });
  const reveal = useEffectEvent((index: number) => {
    open.show(index);
    virtualizer.scrollToIndex(index, { align: "center" });
  });
  useEffect(() => registerReveal(id, (index) => reveal(index)), [id]);
  const { addedIndex } = open;
  useEffect(() => {
    if (addedIndex === null) return;
    virtualizer.scrollToIndex(addedIndex, { align: "center" });
    // It is drawn once the window has scrolled there.
    const timer = setTimeout(
      () => focusItem(scroller.current?.querySelector(`[data-item="${addedIndex}"]`)),
      scrollMs,
    );
    return () => clearTimeout(timer);
  }, [addedIndex, virtualizer]);
  return (
    <Box
      ref={scroller}
      sx={{ maxHeight, overflow: "auto", border: 1, borderColor: "divider", borderRadius: 1 }}
    >
      <Box sx={{ position: "relative" }} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <Box
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            sx={row}
            style={{ transform: `translateY(${start}px)` }}
          >
            {isOfControls ? (
              <Box sx={{ px: 1, py: 0.5 }}>{items[index]}</Box>
            ) : (
              <ItemLine
                item={items[index]}
                index={index}
                name={`${itemName} ${index + 1}`}
                isOpen={open.isOpen(index)}
                onToggle={() => open.toggle(index)}
              />
            )}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

const row = {
  position: "absolute",
  top: 0,
  left: 0,
  right: 0,
  borderBottom: 1,
  borderColor: "divider",
} as const;
