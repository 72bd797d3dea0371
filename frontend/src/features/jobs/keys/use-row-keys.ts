import { useEffect } from "react";
import { isFreeKey } from "./is-free-key.ts";

/**
 * Moves the focus by `j` to the next row of the list and by `k` to the one before, where Enter opens
 * its job and `x` selects it.
 */
export function useRowKeys(): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      if (step !== undefined && isFreeKey(event)) focusRow(step);
    };
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

function focusRow(step: number): void {
  const rows = [...document.querySelectorAll("tr[data-id]")];
  const place = rows.findIndex((row) => row.contains(document.activeElement));
  const row = place === -1 ? rows.find(isSeen) : rows[place + step];
  row?.querySelector("a")?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

/** Whether a row is in the part of the list that is scrolled to. */
function isSeen(row: Element): boolean {
  const scroller = row.closest("table")?.parentElement?.getBoundingClientRect();
  return row.getBoundingClientRect().top >= (scroller?.top ?? 0);
}
