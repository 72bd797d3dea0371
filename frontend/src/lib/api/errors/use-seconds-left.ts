import { useEffect, useReducer } from "react";
import { secondsLeft } from "./seconds-left.ts";

/** Returns the seconds until a refused call may be tried again, and renders again as they pass. */
export function useSecondsLeft(error: unknown): number {
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const seconds = secondsLeft(error, Date.now());
  useEffect(() => {
    if (seconds === 0) return;
    const timer = setTimeout(renderAgain, 250);
    return () => clearTimeout(timer);
  });
  return seconds;
}
