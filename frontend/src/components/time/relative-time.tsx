import { absoluteTime, relativeTime, tickOf } from "../../lib/time.ts";
import { useNow } from "./use-now.ts";

/** A moment told from now ("5m ago"), with the full time and zone on hover. */
export function TimeText({ at }: { at: string }) {
  const now = useNow(tickOf(at, Date.now()));
  return (
    <time dateTime={at} title={absoluteTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
}
