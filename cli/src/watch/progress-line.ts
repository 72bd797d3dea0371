import type { StreamState } from "@formwork/contracts/job-stream";
import { cleanLine } from "../terminal/clean.ts";
import { fitText } from "../terminal/display-width.ts";
import type { Paint } from "../terminal/paint.ts";
import { paintFor, paintState } from "../terminal/paint.ts";
import { type Terminal, widthOf } from "../terminal/terminal.ts";
import { durationText } from "../terminal/time-text.ts";

/** The line on stderr that shows how far something is; there is none where stderr is no terminal. */
export type ProgressLine<State> = {
  show: (state: State | null) => void;
  /** Says that there is no contact, until the next state. */
  showLost: () => void;
  /** Takes the line away for something else; it comes back within half a second. */
  takeAway: () => void;
  end: () => void;
};

const clear = "\r\u001b[2K";
const redrawMs = 500;

/** Starts the line of what has a state; `text` begins with the word of that state. */
export function startProgressLine<State extends { state: string }>(
  terminal: Terminal,
  text: (state: State | null) => string,
): ProgressLine<State> {
  const { stderr } = terminal;
  if (stderr.isTTY !== true) {
    const nothing = () => undefined;
    return { show: nothing, showLost: nothing, takeAway: nothing, end: nothing };
  }
  const paint = paintFor(stderr, terminal);
  const startedAt = performance.now();
  let state: State | null = null;
  let isLost = false;
  let isDrawn = false;
  const draw = () => {
    const said = isLost ? "no contact, trying again" : text(state);
    // One column stays free: a full line would begin another one.
    const line = fitText(`${said} · ${elapsedText(startedAt)}`, widthOf(stderr) - 1);
    stderr.write(clear + colour(paint, line, isLost ? "" : (state?.state ?? "")));
    isDrawn = true;
  };
  const timer = setInterval(draw, redrawMs);
  draw();
  return {
    show(next) {
      state = next ?? state;
      isLost = false;
      draw();
    },
    showLost() {
      isLost = true;
      draw();
    },
    takeAway() {
      if (isDrawn) stderr.write(clear);
      isDrawn = false;
    },
    end() {
      clearInterval(timer);
      stderr.write(clear);
    },
  };
}

function elapsedText(startedAt: number): string {
  const ms = performance.now() - startedAt;
  return ms < 60_000 ? `${Math.floor(ms / 1000)}s` : durationText(ms);
}

function colour(paint: Paint, line: string, state: string): string {
  return line.startsWith(state) ? paintState(paint, state) + line.slice(state.length) : line;
}

const barColumns = 20;

/** Writes a state as one clean line: `running ██████░░░░ 60% reading rows`. */
export function progressText(state: StreamState | null): string {
  return state === null ? "waiting" : cleanLine(textOf(state));
}

function textOf(state: StreamState): string {
  const { progress, attempt, maxAttempts, error } = state;
  const again = attempt > 1 ? ` (attempt ${attempt} of ${maxAttempts})` : "";
  if (state.state === "retrying" && error !== null) return `retrying${again}: ${error.message}`;
  if (state.state !== "running" || progress === null) return `${state.state}${again}`;
  const message = progress.message === undefined ? "" : ` ${progress.message}`;
  return `running${again} ${barText(progress.percent)}${message}`;
}

/** Draws how much of something is done: `██████░░░░ 60%`. */
export function barText(percent: number): string {
  const done = Math.round((percent / 100) * barColumns);
  return `${"█".repeat(done)}${"░".repeat(barColumns - done)} ${Math.round(percent)}%`;
}
