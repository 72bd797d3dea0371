import { useEffect, useEffectEvent, useState } from "react";
import { usePageVisible } from "./use-page-visible.ts";

/**
 * Calls `dismiss` after `ms`. The time starts anew when the pointer or the focus leaves the element
 * that has the returned handlers, and when the page becomes visible.
 */
export function useAutoDismiss(dismiss: () => void, ms: number) {
  const [isHeld, setHeld] = useState(false);
  const isVisible = usePageVisible();
  const onTimeout = useEffectEvent(dismiss);
  useEffect(() => {
    if (isHeld || !isVisible) return;
    const timer = setTimeout(() => onTimeout(), ms);
    return () => clearTimeout(timer);
  }, [isHeld, isVisible, ms]);
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  return { onMouseEnter: hold, onMouseLeave: release, onFocus: hold, onBlur: release };
}
