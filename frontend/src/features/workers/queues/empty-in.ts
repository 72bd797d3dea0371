import type { Queue } from "@formwork/contracts/queue";

const minuteMs = 60_000;
/** Beyond this a forecast from the rates of now says nothing. */
const maxForecastMs = 7 * 24 * 60 * minuteMs;

/**
 * Says when a queue will be empty if jobs go on coming and leaving as they do: "empty in about 4 min",
 * "growing", or "not shrinking". Null where nothing waits.
 */
export function emptyInText(queued: number, rates: Queue["perMinute"]): string | null {
  if (queued === 0) return null;
  const shrinkage = rates.out - rates.in;
  if (shrinkage <= 0) return rates.in > rates.out ? "growing" : "not shrinking";
  const ms = (queued / shrinkage) * minuteMs;
  if (ms > maxForecastMs) return "not shrinking";
  return `empty in about ${roundedTime(ms)}`;
}

/** Rounds to whole minutes, hours or days: the rates of now are no better than that. */
function roundedTime(ms: number): string {
  const minutes = Math.ceil(ms / minuteMs);
  if (minutes <= 1) return "a minute";
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
