const messages = [
  "warming up",
  "counting beans",
  "aligning pixels",
  "asking politely",
  "double-checking",
  "almost there",
];
const colours = [32, 33, 34, 35, 36];

/** Returns the log lines of one step, in ANSI colours where asked for. */
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
    const line = `step ${step}: ${messages[(step + index) % messages.length]}`;
    return coloured ? `\u001b[${colours[index % colours.length]}m${line}\u001b[0m` : line;
  });
}
