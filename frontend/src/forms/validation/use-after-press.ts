import { useCallback, useEffect, useRef } from "react";

/**
 * Returns a function that runs a task, or while a pointer is pressed waits until it is released. A
 * press on a button takes the focus from a field; an error that appeared then would move the button
 * away, and the click would be lost.
 */
export function useAfterPress(): (task: () => void) => void {
  const isPressed = useRef(false);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    const press = () => {
      isPressed.current = true;
    };
    const release = () => {
      isPressed.current = false;
      // The click comes after the release, and first.
      setTimeout(() => {
        for (const task of waiting.current.splice(0)) task();
      });
    };
    const types = ["pointerup", "pointercancel"] as const;
    window.addEventListener("pointerdown", press, true);
    for (const type of types) window.addEventListener(type, release, true);
    return () => {
      window.removeEventListener("pointerdown", press, true);
      for (const type of types) window.removeEventListener(type, release, true);
    };
  }, []);
  return useCallback((task) => {
    if (isPressed.current) waiting.current.push(task);
    else task();
  }, []);
}
