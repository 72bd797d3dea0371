import { formatDateTime, formatRelativeTime, refreshIntervalMs } from "../../lib/time.ts";
import { useNow } from "./use-now.ts";

/** Shows a time relative to now ("5m ago"), and in full with its time zone on hover. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow(refreshIntervalMs(at, Date.now()));
  return (
    <time dateTime={at} title={formatDateTime(at)}>
      {formatRelativeTime(at, now)}
    </time>
  );
}
