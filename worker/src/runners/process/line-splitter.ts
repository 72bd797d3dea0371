/** Length at which a line is split, in characters. Lines are stored up to a smaller length. */
const maxLength = 64 * 1024;

/** Splits UTF-8 bytes into lines. Chunks may end within a character or a line end. */
export type LineSplitter = { write: (chunk: Uint8Array) => void; end: () => void };

/**
 * Creates a splitter, which calls `onLine` with each line. Of a line with carriage returns, such as
 * a progress bar, that is the part a terminal would show last.
 */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new TextDecoder();
  let rest = "";
  const emit = (line: string) => onLine(lastDrawn(line));

  function take(text: string) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) emit(line);
    if (rest.length <= maxLength) return;
    emit(rest);
    rest = "";
  }
  return {
    write: (chunk) => take(decoder.decode(chunk, { stream: true })),
    end() {
      take(decoder.decode());
      if (rest !== "") emit(rest);
      rest = "";
    },
  };
}

function lastDrawn(line: string): string {
  const drawn = line.replace(/\r+$/, "");
  return drawn.slice(drawn.lastIndexOf("\r") + 1);
}
