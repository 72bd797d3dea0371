import { isDuration, parseDuration } from "@formwork/contracts/duration";

const units: readonly (readonly [name: string, ms: number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
  ["millisecond", 1],
];

/** Describes a duration in words: `1h30m` is "1 hour 30 minutes"; empty for a text that is none. */
export function describeDuration(text: string): string {
  if (!isDuration(text)) return "";
  let rest = parseDuration(text);
  const words = units.flatMap(([name, ms]) => {
    const count = Math.floor(rest / ms);
    rest -= count * ms;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? "" : "s"}`];
  });
  return words.length === 0 ? "no time at all" : words.join(" ");
}
