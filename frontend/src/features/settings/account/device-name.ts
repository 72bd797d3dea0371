const programs: readonly [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
  [/^curl\//, "curl"],
  [/^formwork/i, "Formwork command line"],
  [/^node/i, "A Node.js program"],
];
const systems: readonly [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux/, "Linux"],
];

/** Returns a short name for a `User-Agent`: "Firefox on Linux". */
export function deviceName(userAgent: string | null): string {
  if (userAgent === null || userAgent === "") return "Unknown program";
  const nameIn = (names: readonly [RegExp, string][]) =>
    names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const program = nameIn(programs) ?? userAgent.split(/[ /]/, 1)[0] ?? "Unknown program";
  const system = nameIn(systems);
  return system === undefined ? program : `${program} on ${system}`;
}
