const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Formats the time until a fire in two units: "in 2 d 4 h", "in 12 m 05 s", "due now". */
export function countdownText(ms: number): string {
  if (ms < secondMs) return "due now";
  if (ms >= dayMs) return inUnits(ms, [dayMs, "d"], [hourMs, "h"]);
  if (ms >= hourMs) return inUnits(ms, [hourMs, "h"], [minuteMs, "m"]);
  if (ms >= minuteMs) return inUnits(ms, [minuteMs, "m"], [secondMs, "s"]);
  return `in ${Math.floor(ms / secondMs)} s`;
}

/** Returns after how many ms the text may differ: within an hour each second. */
export function countdownIntervalMs(ms: number): number {
  return ms < hourMs ? secondMs : 30 * secondMs;
}

type Unit = readonly [ms: number, name: string];

function inUnits(ms: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((ms % large) / small);
  const text = smallName === "h" ? String(rest) : String(rest).padStart(2, "0");
  return `in ${Math.floor(ms / large)} ${largeName} ${text} ${smallName}`;
}
