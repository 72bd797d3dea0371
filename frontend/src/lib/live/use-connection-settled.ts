import { useEffect, useState } from "react";
import { useLiveStatus } from "./live-context.ts";

/** How long a query that can wait is held back at most, in ms. */
const maxWaitMs = 1_000;

/**
 * Returns true when the live connection stands or has failed, or a second has passed. When it begins to
 * stand, all data is fetched again; what was not fetched before is then fetched once, not twice.
 */
export function useConnectionSettled(): boolean {
  const { state } = useLiveStatus();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), maxWaitMs);
    return () => clearTimeout(timer);
  }, []);
  return state !== "connecting" || isLate;
}
