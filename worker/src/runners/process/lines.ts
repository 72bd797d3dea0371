/**
 * Longest line that is kept together, in characters; what a line has beyond is cut off where it is
 * stored.
 */
const longest = 64 * 1024;

/**
 * Cuts a stream of bytes into lines as they come. Characters and line ends may be split between
 * chunks.
 */
export type LineSplitter = { write: (chunk: Uint8Array) => void; end: () => void };

/**
 * Calls `onLine` with each line. Of a line that was drawn over with carriage returns (a progress
 * bar), what a terminal shows at its end.
 */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new TextDecoder();
  let rest = "";
  const tell = (line: string) => onLine(lastDrawn(line));

  function take(text: string) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) tell(line);
    if (rest.length <= longest) return;
    tell(rest);
    rest = "";
  }
  return {
    write: (chunk) => take(decoder.decode(chunk, { stream: true })),
    end() {
      take(decoder.decode());
      if (rest !== "") tell(rest);
      rest = "";
    },
  };
}

function lastDrawn(line: string): string {
  const drawn = line.replace(/\r+$/, "");
  return drawn.slice(drawn.lastIndexOf("\r") + 1);
}
