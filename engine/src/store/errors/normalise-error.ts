/** Characters of an error that are looked at, and of what comes out. */
const maxRead = 2000;
const maxLength = 300;

/**
 * What differs between two errors of one kind, and the mark that takes its place; the first pattern
 * that fits at a place wins. No pattern can be slow: each repeats one class of characters, or is
 * bounded.
 */
const patterns: readonly [source: string, mark: string][] = [
  // A number that names the kind of error stays: `status 503`, `exited with code 1`.
  [String.raw`(?<=\b(?:status|code|exit|signal|errno|http)(?: is)?[ :=]{1,2})\d{1,4}\b`, "$&"],
  ['"[^"]{0,500}"|“[^”]{0,500}”|`[^`]{0,500}`', "<text>"],
  [String.raw`(?<!\w)'[^']{0,500}'(?!\w)`, "<text>"],
  [String.raw`\b[a-z][a-z+.-]{1,15}:\/\/[^\s"'<>)\]]+`, "<url>"],
  [String.raw`[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}`, "<email>"],
  [
    String.raw`\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\w)`,
    "<time>",
  ],
  [String.raw`\b\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?\b`, "<time>"],
  [String.raw`\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b`, "<id>"],
  [String.raw`\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::\d{1,5})?\b`, "<host>"],
  [
    String.raw`\[?(?<![\w:])(?:[\da-f]{0,4}:){3,7}[\da-f]{0,4}(?![\w:])\]?(?::\d{1,5}\b)?`,
    "<host>",
  ],
  [String.raw`\b(?<=(?:ENOTFOUND|EAI_AGAIN) )\S{1,255}`, "<host>"],
  [String.raw`\blocalhost\b(?::\d{1,5}\b)?`, "<host>"],
  [String.raw`\b(?:(?:[\w-]{1,63}\.){1,8}[a-z]{2,20}|[\w-]{1,63}):\d{2,5}\b(?!:)`, "<host>"],
  [String.raw`\b(?:[\w-]{1,63}\.){2,8}[a-z]{2,20}\b(?!\()`, "<host>"],
  [String.raw`(?<![\w/])(?:~|\.{1,2})?(?:\/[\w.@+-]{1,255}){2,40}\/?(?::\d+){0,2}`, "<path>"],
  [String.raw`\b[a-z]:\\[^\s"'<>]{1,500}`, "<path>"],
  [String.raw`\b0x[\da-f]+\b`, "<id>"],
  [String.raw`\b(?=[a-f]{0,128}\d)(?=\d{0,128}[a-f])[\da-f]{8,128}\b`, "<id>"],
  [String.raw`\b(?=[a-z_-]{0,256}\d)(?=[\d_-]{0,256}[a-z])[\w-]{20,256}\b`, "<id>"],
  [String.raw`(?:(?<![\w)])-)?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?`, "<n>"],
];
const anything = new RegExp(patterns.map(([source]) => `(${source})`).join("|"), "gi");

/**
 * Returns the text of an error with marks in place of what differs from job to job: numbers, ids,
 * times, quoted values, addresses and paths. Errors with one text count as the same error.
 */
export function normaliseError(message: string): string {
  const text = message.slice(0, maxRead).replace(/\s+/g, " ").trim();
  const marked = text.replace(anything, (found, ...groups) => {
    const mark = patterns[groups.findIndex((group) => group !== undefined)]?.[1] ?? found;
    return mark === "$&" ? found : mark;
  });
  return shortened(withoutRepeats(marked));
}

/** A list counts as one value, however long it is. */
function withoutRepeats(text: string): string {
  return text.replace(/(<\w{1,5}>)(?:[,;]? ?\1)+/g, "$1");
}

function shortened(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength - 1).toWellFormed()}…` : text;
}
