/** Space above and below the line, so that its ends are not cut. */
const margin = 2;

/**
 * Returns the points of a line through values, for an SVG of this size: from the left to the right edge,
 * from zero at its foot to the largest value at its head. One value is a level line.
 */
export function sparklinePoints(
  values: readonly number[],
  { width, height }: { width: number; height: number },
): string {
  const drawn = values.length === 1 ? [...values, ...values] : values;
  const highest = Math.max(1, ...drawn);
  const x = (place: number) => (place / Math.max(1, drawn.length - 1)) * width;
  const y = (value: number) => height - margin - (value / highest) * (height - 2 * margin);
  return drawn.map((value, place) => `${round(x(place))},${round(y(value))}`).join(" ");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
