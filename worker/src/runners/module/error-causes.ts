import { inspect } from "node:util";

/** An error says no more of its causes, and of errors that it sums up, than these. */
const maxDepth = 5;
const maxErrors = 10;
/** Longest text that is sent to the worker, which keeps far less. */
const maxLength = 64 * 1024;

/**
 * Returns what was thrown as one sentence: its message, those of the errors that it sums up
 * (`AggregateError`), and that of its cause. "fetch failed" alone does not say what has failed.
 */
export function messageOf(thrown: unknown): string {
  return guarded(() => sentenceOf(thrown, maxDepth));
}

/** Returns the stack of an error, with those of its causes below it; undefined where it has none. */
export function stackOf(error: Error): string | undefined {
  return guarded(() => stacksOf(error, maxDepth)) || undefined;
}

function sentenceOf(thrown: unknown, depth: number): string {
  if (!(thrown instanceof Error)) return textOf(thrown);
  const own = String(thrown.message);
  if (depth === 0) return own || nameOf(thrown);
  const errors = errorsOf(thrown);
  const shown = errors.slice(0, maxErrors).map((error) => sentenceOf(error, depth - 1));
  const more = errors.length > maxErrors ? [`${errors.length - maxErrors} more`] : [];
  const cause = thrown.cause === undefined ? "" : sentenceOf(thrown.cause, depth - 1);
  const parts = [own, [...shown, ...more].join("; "), own.includes(cause) ? "" : cause];
  return parts.filter((part) => part !== "").join(": ") || nameOf(thrown);
}

function stacksOf(error: Error, depth: number): string {
  const own = String(error.stack ?? "");
  if (depth === 0) return own;
  const inner = [
    ...errorsOf(error)
      .slice(0, maxErrors)
      .map((one) => ["One of its errors", one] as const),
    ...(error.cause === undefined ? [] : [["Caused by", error.cause] as const]),
  ];
  const below = inner.map(([words, one]) => {
    const text = one instanceof Error ? stacksOf(one, depth - 1) : textOf(one);
    return `${words}: ${text}`;
  });
  return [own, ...below].join("\n");
}

function errorsOf(error: Error): unknown[] {
  return error instanceof AggregateError && Array.isArray(error.errors) ? error.errors : [];
}

function nameOf(error: Error): string {
  return "code" in error ? String(error.code) : error.name;
}

function textOf(thrown: unknown): string {
  return typeof thrown === "string"
    ? thrown
    : inspect(thrown, { depth: 3, maxStringLength: 1000, maxArrayLength: 20 });
}

/** An error is an object of the handler, which may have made anything of its properties. */
function guarded(read: () => string): string {
  try {
    return read().slice(0, maxLength);
  } catch {
    return "It threw an error that cannot be read";
  }
}
