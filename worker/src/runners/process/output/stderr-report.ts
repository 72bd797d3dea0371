import { plainText } from "@formwork/contracts/text/plain-text";
import type { Redact } from "@formwork/engine/work/redact/redact";
import type { RunContext } from "../../runner.ts";
import { errorText, findErrorLine } from "./error-line.ts";

/** What a program that failed said on stderr. */
export type StderrReport = {
  /** The line that names the error, or "" where it wrote nothing. */
  error: string;
  /** Up to ten lines with that line among them. */
  excerpt: string[];
};

/** Lines that are remembered. Of a longer stack only the start is. */
const maxLines = 200;
const maxFrames = 20;
const maxLineLength = 500;
const excerptLines = 10;
/** The traces that Node writes when it aborts; they name addresses in Node's own code. */
const nativeTrace = /^-{3,} .*stack trace -{3,}$/i;
const nativeFrame = /^\s*\d+: |^$/;

/** Remembers the last lines on stderr that pass through `log`, without secrets. */
export function rememberStderr({ log, redact }: { log: RunContext["log"]; redact: Redact }): {
  log: RunContext["log"];
  report: () => StderrReport;
} {
  const lines: string[] = [];
  let frames = 0;
  let inNativeTrace = false;
  function remember(text: string) {
    const plain = plainText(text.slice(0, 2 * maxLineLength));
    const shown = text.length > 2 * maxLineLength ? redact.start(plain) : redact.text(plain);
    const line = shown.slice(0, maxLineLength).trimEnd();
    inNativeTrace = nativeTrace.test(line) || (inNativeTrace && nativeFrame.test(line));
    if (inNativeTrace) return;
    frames = /^\s+\S/.test(line) ? frames + 1 : 0;
    if (frames > maxFrames) return;
    if (line !== "" || lines.at(-1) !== "") lines.push(line);
    if (lines.length > maxLines) lines.shift();
  }
  return {
    log(stream, text) {
      if (stream === "stderr") remember(text);
      log(stream, text);
    },
    report: () => reportOf(lines),
  };
}

function reportOf(lines: readonly string[]): StderrReport {
  const index = findErrorLine(lines);
  if (index === -1) return { error: "", excerpt: [] };
  const end = lines.findLastIndex((line) => line !== "") + 1;
  const start = Math.max(0, Math.min(index, end - excerptLines));
  return {
    error: errorText(lines, index),
    excerpt: lines.slice(start, Math.min(end, start + excerptLines)),
  };
}
