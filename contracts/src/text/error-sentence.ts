/** An error says no more of its causes, and of errors that it sums up, than these. */
export const maxCauses = 5;
export const maxErrors = 10;

/**
 * Returns what was thrown as one sentence: its message, those of the errors that it sums up
 * (`AggregateError`), and that of its cause. "fetch failed" alone does not say what has failed.
 * `textOf` makes text of what is no error.
 */
export function errorSentence(
  thrown: unknown,
  textOf: (value: unknown) => string = String,
  depth = maxCauses,
): string {
  if (!(thrown instanceof Error)) return textOf(thrown);
  const own = String(thrown.message);
  if (depth === 0) return own || nameOf(thrown);
  const errors = errorsOf(thrown);
  const shown = errors.slice(0, maxErrors).map((error) => errorSentence(error, textOf, depth - 1));
  const more = errors.length > maxErrors ? [`${errors.length - maxErrors} more`] : [];
  const cause = thrown.cause === undefined ? "" : errorSentence(thrown.cause, textOf, depth - 1);
  const parts = [own, [...shown, ...more].join("; "), own.includes(cause) ? "" : cause];
  return parts.filter((part) => part !== "").join(": ") || nameOf(thrown);
}

/** Returns the errors that an error sums up. */
export function errorsOf(error: Error): unknown[] {
  return error instanceof AggregateError && Array.isArray(error.errors) ? error.errors : [];
}

function nameOf(error: Error): string {
  return "code" in error ? String(error.code) : error.name;
}
