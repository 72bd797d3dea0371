import { isBlank, isRedrawn } from "./redrawn.ts";

/** Length at which a line is cut, in characters. Lines are stored up to a smaller length. */
const maxLength = 64 * 1024;

/** Time between two states of a line that a program redraws, in milliseconds. */
const defaultFrameMs = 1000;

/** Splits UTF-8 bytes into lines. Chunks may end within a character or a line end. */
export type LineSplitter = { write: (chunk: Uint8Array) => void; end: () => void };

/**
 * Creates a splitter, which calls `onLine` with each line. Of a line that is redrawn with carriage
 * returns, such as a progress bar, that is its state once a second, and the last one; a state is
 * told only once it is complete. Text between carriage returns that is not redrawn is a line.
 */
export function createLineSplitter(
  onLine: (line: string) => void,
  { frameMs = defaultFrameMs }: { frameMs?: number } = {},
): LineSplitter {
  const decoder = new TextDecoder();
  let rest = "";
  /** The rest of a line is left out once it was cut. */
  let isCut = false;
  /** The last complete state of the line, and the last one that was told. */
  let frame: string | undefined;
  let told: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  function tell(line: string) {
    told = line;
    onLine(line);
  }
  function tellFrame() {
    clearTimeout(timer);
    timer = undefined;
    if (frame !== undefined && frame !== told) tell(frame);
    frame = undefined;
  }
  /** Takes the place of the state before, where it redraws that. */
  function replaceFrame(next: string) {
    if (frame !== undefined && !isRedrawn(frame, next)) tellFrame();
    frame = next;
  }
  function endFrame() {
    if (rest !== "" && !isCut && !isBlank(rest)) replaceFrame(rest);
    rest = "";
    isCut = false;
    if (frame !== undefined) timer ??= setTimeout(tellFrame, frameMs).unref();
  }
  function endLine() {
    const isEmpty = rest === "" && frame === undefined && told === undefined && !isCut;
    if (isEmpty) onLine("");
    else if (rest !== "" && !isCut) replaceFrame(rest);
    tellFrame();
    rest = "";
    isCut = false;
    told = undefined;
  }
  function add(text: string) {
    if (isCut) return;
    rest += text;
    if (rest.length <= maxLength) return;
    tellFrame();
    onLine(rest);
    rest = "";
    isCut = true;
  }
  function take(text: string) {
    let start = 0;
    for (const { index, 0: end } of text.matchAll(/[\r\n]/g)) {
      add(text.slice(start, index));
      if (end === "\n") endLine();
      else endFrame();
      start = index + 1;
    }
    add(text.slice(start));
  }
  return {
    write: (chunk) => take(decoder.decode(chunk, { stream: true })),
    end() {
      take(decoder.decode());
      if (rest !== "" || frame !== undefined) endLine();
      clearTimeout(timer);
    },
  };
}
