import type { JobSummary } from "@formwork/contracts/job";
import { type RefObject, useCallback, useEffect, useState } from "react";
import { isFreeKey } from "../../keys/is-free-key.ts";
import { noSelection, type Selection, selectRange, toggleLoaded, toggleRow } from "./selection.ts";
import { useRowUnderHand } from "./use-row-under-hand.ts";

/** What a list needs to select its rows. */
export type RowSelection = {
  selection: Selection;
  isOn: boolean;
  /** Selects or deselects a row; with `range` all rows from the one that was selected last. */
  onSelect: (id: string, range: boolean) => void;
  onSelectLoaded: () => void;
  onSelectAll: () => void;
  onClear: () => void;
};

/**
 * Keeps which of the rows shown are selected, until the list is another one. `x` selects the row that
 * has the focus or lies under the pointer, with the shift key a range, and Escape clears.
 */
export function useSelection(rows: RefObject<readonly JobSummary[]>): RowSelection {
  const [selection, setSelection] = useState(noSelection);
  // The rows are memoized, so what they get has to stay the same function.
  const onSelect = useCallback(
    (id: string, range: boolean) => {
      const select = range ? selectRange : toggleRow;
      setSelection((before) => select(before, rows.current, id));
    },
    [rows],
  );
  const rowUnderHand = useRowUnderHand();
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (!isFreeKey(event)) return;
      const id = event.key.toLowerCase() === "x" ? rowUnderHand.current : undefined;
      if (id !== undefined) onSelect(id, event.shiftKey);
      if (event.key === "Escape") setSelection(noSelection);
    };
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, [onSelect, rowUnderHand]);
  return {
    selection,
    isOn: selection.isAll || selection.ids.size > 0,
    onSelect,
    onSelectLoaded: () => setSelection((before) => toggleLoaded(before, rows.current)),
    onSelectAll: () => setSelection({ ...noSelection, isAll: true }),
    onClear: () => setSelection(noSelection),
  };
}
