import { useEffect, useRef } from "react";

const controlSelector = "input:not([type=hidden]), textarea, select, [role=combobox]";

/**
 * Keeps the focus in a list whose length changes: moves it into an item that was added, or to the
 * add button when the focused item was removed.
 */
export function useListFocus(count: number) {
  const listRef = useRef<HTMLDivElement>(null);
  const addRef = useRef<HTMLButtonElement>(null);
  const previousCount = useRef(count);
  useEffect(() => {
    const grown = count - previousCount.current;
    previousCount.current = count;
    if (grown === 1 && document.activeElement === addRef.current) {
      focusItem(listRef.current?.querySelector(`:scope > [data-item="${count - 1}"]`));
    }
    if (grown < 0 && document.activeElement === document.body) addRef.current?.focus();
  }, [count]);
  return { listRef, addRef };
}

/** Focuses the first control of a list item. */
export function focusItem(item: Element | null | undefined): void {
  item?.querySelector<HTMLElement>(controlSelector)?.focus();
}
