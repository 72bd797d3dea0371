import { formatDuration } from "../../lib/time.ts";
import { useNow } from "./use-now.ts";

const second = 1_000;

/** How long something took, or has taken so far. */
export function Duration({ from, to }: { from: string; to: string | null }) {
  return to === null ? (
    <Running from={Date.parse(from)} />
  ) : (
    formatDuration(Date.parse(to) - Date.parse(from))
  );
}

/** Counts whole seconds: tenths that jump once a second would look broken. */
function Running({ from }: { from: number }) {
  const passed = useNow(second) - from;
  return passed < second ? "0 s" : formatDuration(passed - (passed % second)).replace(".0 s", " s");
}
