import { useEffect, useEffectEvent, useState } from "react";
import { usePageVisible } from "./use-page-visible.ts";

/**
 * Calls `dismiss` after `ms`, but not while the pointer or the focus rests on the element that gets
 * these handlers, nor while nobody sees the page.
 */
export function useAutoDismiss(dismiss: () => void, ms: number) {
  const [held, setHeld] = useState(false);
  const visible = usePageVisible();
  const onTime = useEffectEvent(dismiss);
  useEffect(() => {
    if (held || !visible) return;
    const timer = setTimeout(() => onTime(), ms);
    return () => clearTimeout(timer);
  }, [held, visible, ms]);
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  return { onMouseEnter: hold, onMouseLeave: release, onFocus: hold, onBlur: release };
}
