import { type PointerEvent, type UIEvent, useState } from "react";

/**
 * Returns whether the rows of a list must keep their places: the pointer is over them, or they are
 * scrolled. `handlers` belong to the frame of the list, `onScroll` to the element that scrolls. A
 * finger only counts while it scrolls.
 */
export function useHeld() {
  const [isOver, setOver] = useState(false);
  const [isScrolled, setScrolled] = useState(false);
  const isPointer = (event: PointerEvent) => event.pointerType !== "touch";
  const handlers = {
    onPointerEnter: (event: PointerEvent) => isPointer(event) && setOver(true),
    onPointerLeave: () => setOver(false),
  };
  const onScroll = (event: UIEvent<HTMLElement>) => setScrolled(event.currentTarget.scrollTop > 0);
  return { isHeld: isOver || isScrolled, isScrolled, handlers, onScroll };
}
