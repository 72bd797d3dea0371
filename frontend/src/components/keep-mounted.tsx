import { type ReactNode, useRef } from "react";

/**
 * Shows its children, or hides them as they last were, with all that was typed into them. Hidden
 * children are not rendered again, and not at all before they were first shown.
 */
export function KeepMounted({ shown, children }: { shown: boolean; children: ReactNode }) {
  const last = useRef<ReactNode>(null);
  if (shown) last.current = children;
  return <div hidden={!shown}>{last.current}</div>;
}
