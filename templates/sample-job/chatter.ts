const sayings = [
  "warming up",
  "counting beans",
  "aligning pixels",
  "asking politely",
  "double-checking",
  "almost there",
];
const colours = [32, 33, 34, 35, 36];

/** The lines one step says; in ANSI colours when asked. */
export function chatter({
  step,
  lines,
  colours: coloured,
}: {
  step: number;
  lines: number;
  colours: boolean;
}): string[] {
  return Array.from({ length: lines }, (_, index) => {
    const line = `step ${step}: ${sayings[(step + index) % sayings.length]}`;
    return coloured ? `\u001b[${colours[index % colours.length]}m${line}\u001b[0m` : line;
  });
}
