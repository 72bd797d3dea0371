/** The last of some lines, up to a number of bytes. */
export type LastLines<Line> = {
  add: (line: Line, bytes: number) => void;
  /** Returns the lines, and how many before them were dropped; starts anew. */
  take: () => { lines: Line[]; dropped: number };
};

/** Creates a memory of the last lines that together have at most `maxBytes`. */
export function createLastLines<Line>(maxBytes: number): LastLines<Line> {
  let kept: { line: Line; bytes: number }[] = [];
  let first = 0;
  let sum = 0;
  let dropped = 0;
  return {
    add(line, bytes) {
      kept.push({ line, bytes });
      sum += bytes;
      for (; sum > maxBytes; first++, dropped++) sum -= kept[first]?.bytes ?? 0;
      // Copies half of the array or less, so that each line is copied about once.
      if (first * 2 > kept.length) {
        kept = kept.slice(first);
        first = 0;
      }
    },
    take() {
      const taken = { lines: kept.slice(first).map(({ line }) => line), dropped };
      kept = [];
      first = sum = dropped = 0;
      return taken;
    },
  };
}
