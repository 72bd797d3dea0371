import { type RefObject, useEffect, useRef } from "react";

/**
 * Returns the id of the row that the pointer or the focus has reached last; undefined where that was
 * no row.
 */
export function useRowUnderHand(): RefObject<string | undefined> {
  const id = useRef<string | undefined>(undefined);
  useEffect(() => {
    const reach = ({ target }: Event) => {
      id.current =
        target instanceof Element
          ? target.closest<HTMLElement>("tr[data-id]")?.dataset.id
          : undefined;
    };
    const move = (event: PointerEvent) => {
      // A list that scrolls under a pointer at rest moves the pointer over its rows, too.
      if (event.movementX !== 0 || event.movementY !== 0) reach(event);
    };
    document.addEventListener("focusin", reach);
    document.addEventListener("pointermove", move);
    return () => {
      document.removeEventListener("focusin", reach);
      document.removeEventListener("pointermove", move);
    };
  }, []);
  return id;
}
