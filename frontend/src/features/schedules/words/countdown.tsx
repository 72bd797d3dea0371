import { useNow } from "../../../components/time/use-now.ts";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { formatDateTime } from "../../../lib/time/time.ts";
import { countdownIntervalMs, countdownText } from "./countdown-text.ts";

/** Counts down to a time, by the clock of the server. */
export function Countdown({ to }: { to: string }) {
  const now = useNow(countdownIntervalMs(Date.parse(to) - serverClock.now()));
  return (
    <time dateTime={to} title={formatDateTime(to)}>
      {countdownText(Date.parse(to) - now)}
    </time>
  );
}
