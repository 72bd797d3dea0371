import { serverClock } from "../../lib/time/server-clock.ts";
import {
  formatDateTime,
  formatPastTime,
  formatRelativeTime,
  refreshIntervalMs,
} from "../../lib/time/time.ts";
import { useNow } from "./use-now.ts";

type TimeProps = {
  at: string;
  /** The moment may lie ahead; any other has passed, whatever the clocks say. */
  upcoming?: boolean;
};

/** Shows a time relative to now ("5m ago"), and in full with its time zone on hover. */
export function RelativeTime({ at, upcoming = false }: TimeProps) {
  const now = useNow(refreshIntervalMs(at, serverClock.now()));
  return (
    <time dateTime={at} title={formatDateTime(at)}>
      {upcoming ? formatRelativeTime(at, now) : formatPastTime(at, now)}
    </time>
  );
}
