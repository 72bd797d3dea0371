import { formatDuration } from "../../lib/time/time.ts";
import { useNow } from "./use-now.ts";

const secondMs = 1_000;

/** Shows how long something took; with `to` null how long it has taken so far. */
export function Duration({ from, to }: { from: string; to: string | null }) {
  return to === null ? (
    <RunningDuration from={Date.parse(from)} />
  ) : (
    formatDuration(Date.parse(to) - Date.parse(from))
  );
}

/** Shows whole seconds, because it renders once a second. */
function RunningDuration({ from }: { from: number }) {
  const passedMs = useNow(secondMs) - from;
  return passedMs < secondMs
    ? "0 s"
    : formatDuration(passedMs - (passedMs % secondMs)).replace(".0 s", " s");
}
