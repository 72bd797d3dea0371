import { useEffect, useRef } from "react";

const controls = "input:not([type=hidden]), textarea, select, [role=combobox]";

/**
 * Keeps the keyboard in a list that grows or shrinks: into the item that was added, or on to the
 * add button when the one in hand is gone.
 */
export function useListFocus(count: number) {
  const listRef = useRef<HTMLDivElement>(null);
  const addRef = useRef<HTMLButtonElement>(null);
  const before = useRef(count);
  useEffect(() => {
    const grown = count - before.current;
    before.current = count;
    if (grown === 1 && document.activeElement === addRef.current) {
      listRef.current
        ?.querySelector(`:scope > [data-item="${count - 1}"]`)
        ?.querySelector<HTMLElement>(controls)
        ?.focus();
    }
    if (grown < 0 && document.activeElement === document.body) addRef.current?.focus();
  }, [count]);
  return { listRef, addRef };
}
