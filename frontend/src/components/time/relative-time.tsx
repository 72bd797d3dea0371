import { formatDateTime, formatRelativeTime, refreshIntervalMs } from "../../lib/time.ts";
import { useNow } from "./use-now.ts";

/** A moment told from now ("5m ago"), with the full time and zone on hover. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow(refreshIntervalMs(at, Date.now()));
  return (
    <time dateTime={at} title={formatDateTime(at)}>
      {formatRelativeTime(at, now)}
    </time>
  );
}
