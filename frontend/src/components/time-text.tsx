import Tooltip from "@mui/material/Tooltip";
import { absoluteTime, relativeTime, tickOf } from "../lib/time.ts";
import { useNow } from "./use-now.ts";

/** A moment told from now ("5m ago"), with the full time and zone on hover and focus. */
export function TimeText({ at }: { at: string }) {
  const now = useNow(tickOf(at, Date.now()));
  return (
    <Tooltip title={absoluteTime(at)}>
      <time dateTime={at}>{relativeTime(at, now)}</time>
    </Tooltip>
  );
}
