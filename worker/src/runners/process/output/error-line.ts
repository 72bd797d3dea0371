/** Lines in the text of which the word for an error, or its usual sentence, occurs. */
const namesError =
  /(?:error|exception|panic|fatal)|\b(?:fail(?:ed|ure|s)?|cannot|can't|can’t|could not|couldn't|unable|denied|refused|not found|no such|unbound|undefined|unexpected|unrecogni[sz]ed|invalid|aborted|segmentation fault|core dumped|timed out)\b/i;
/** Lines that hold such a word and report no error. */
const reportsNone =
  /\b(?:0|no|without)\s+(?:errors?|failures?|failed)\b|^\W*(?:\S+\s+){0,3}?\W?(?:warn(?:ing)?|info|debug|trace|notice)\b/i;
/** What runtimes and build tools add after the error of a program. */
const addedAfter =
  /^Node\.js v\d|^\(Use `node |^exit status \d+$|^note: |^make(?:\[\d+\])?: \*\*\* |^npm (?:ERR!|error) (?:A complete log|\w*$)|not recoverable: exiting|ELIFECYCLE|[Cc]ommand failed with exit code|^[Pp]rocess exited with|^(?:During handling of the|The) above exception|^[)}\]\s]*$|^\s*\+-/;
/** Lines of a stack: indented ones, and calls and headings as Go writes them. */
const isFrame = /^\s|^goroutine \d|^created by |^[\w./*()]+\([^)]*\)$/;
const isJavaScriptFrame = /^\s+at /;
const isPythonFrame = /^\s+File "/;

/** What npm puts before each line, also before those that only explain. */
const npmPrefix = /^npm (?:ERR!|error)(?: [\w.]+)?/;

/** How many lines, besides those of a stack, may follow the line that is taken for the error. */
const maxLinesAfter = 20;

/**
 * Returns the index of the line in which a program that failed says why: the last one that names an
 * error, else the last one that is not empty. -1 where all lines are empty. Knows how uncaught
 * errors look in Node, Python, Java, Go, Ruby, Rust and shells.
 */
export function findErrorLine(lines: readonly string[]): number {
  let after = 0;
  for (let index = lines.length - 1; index >= 0 && after <= maxLinesAfter; index--) {
    const line = lines[index] ?? "";
    if (isFrame.test(line) || addedAfter.test(line)) continue;
    if (isErrorAt(lines, index)) return index;
    after++;
  }
  const last = lines.findLastIndex((line) => !addedAfter.test(line));
  return last === -1 ? lines.findLastIndex((line) => line.trim() !== "") : last;
}

/** Returns the line at an index, with the next one where it ends with a colon and says no more. */
export function errorText(lines: readonly string[], index: number): string {
  const line = lines[index]?.trim() ?? "";
  const next = lines.slice(index + 1).find((text) => text.trim() !== "");
  return line.endsWith(":") && next !== undefined ? `${line} ${next.trim()}` : line;
}

function isErrorAt(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? "";
  if (namesError.test(line.replace(npmPrefix, ""))) return !reportsNone.test(line);
  return startsStack(lines, index) || endsTraceback(lines, index);
}

/** Node, Java and Ruby: the first line of a paragraph above the frames, whatever its error is called. */
function startsStack(lines: readonly string[], index: number): boolean {
  const before = lines[index - 1] ?? "";
  if (before.trim() !== "") return false;
  const paragraph = lines.slice(index, index + 20);
  const end = paragraph.findIndex((line) => line.trim() === "");
  return paragraph
    .slice(0, end === -1 ? undefined : end)
    .some((line) => isJavaScriptFrame.test(line));
}

/** Python: the line after the frames of a traceback. */
function endsTraceback(lines: readonly string[], index: number): boolean {
  for (let above = index - 1; /^\s+\S/.test(lines[above] ?? ""); above--)
    if (isPythonFrame.test(lines[above] ?? "")) return true;
  return false;
}
