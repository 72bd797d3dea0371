import { useEffect, useEffectEvent } from "react";

/** What has the keys for itself while it is open. */
const overlays = "[role=dialog], [role=menu], [role=listbox]";

/** Calls `submit` on Ctrl+Enter or ⌘+Enter, wherever the focus is on the page. */
export function useCtrlEnter(submit: () => void): void {
  const onPress = useEffectEvent(submit);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isCtrlEnter(event) || event.defaultPrevented || isInOverlay(event.target)) return;
      event.preventDefault();
      onPress();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isCtrlEnter({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === "Enter" && (ctrlKey || metaKey);
}

function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(overlays) !== null;
}
