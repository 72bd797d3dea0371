import { inspect } from "node:util";
import {
  errorSentence,
  errorsOf,
  maxCauses,
  maxErrors,
} from "@formwork/contracts/text/error-sentence";

/** Longest text that is sent to the worker, which keeps far less. */
const maxLength = 64 * 1024;

/** Returns what was thrown as one sentence, with its causes. */
export function messageOf(thrown: unknown): string {
  return guarded(() => errorSentence(thrown, textOf));
}

/** Returns the stack of an error, with those of its causes below it; undefined where it has none. */
export function stackOf(error: Error): string | undefined {
  return guarded(() => stacksOf(error, maxCauses)) || undefined;
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
