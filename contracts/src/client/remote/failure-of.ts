import { errorSentence } from "../../text/error-sentence.ts";
import { type FailWork, reasonPattern } from "../../work.ts";

/** Returns what a worker reports of an error that its handler has thrown. */
export function failureOf(thrown: unknown): Omit<FailWork, "lease"> {
  if (typeof thrown !== "object" || thrown === null)
    return { error: { message: messageOf(thrown), reason: "thrown" } };
  const { message, stack, reason, details, retry, retryAfter }: Record<string, unknown> = Object(
    // The properties of an error are not enumerable, and a spread would lose them.
    thrown,
  );
  const known = keptOf(details ?? (typeof stack === "string" ? { stack } : undefined));
  return {
    error: {
      message: messageOf(thrown instanceof Error ? errorSentence(thrown) : (message ?? thrown)),
      reason: typeof reason === "string" && reasons.test(reason) ? reason : "thrown",
      ...(known === undefined ? {} : { details: known }),
    },
    ...(retry === false ? { retry } : {}),
    ...(typeof retryAfter === "string" ? { retryAfter } : {}),
  };
}

const reasons = new RegExp(reasonPattern);

/** Longest message that is sent; the server keeps less. */
const maxMessageLength = 10_000;

function messageOf(thrown: unknown): string {
  const text = typeof thrown === "string" ? thrown : String(thrown);
  return text === ""
    ? "It failed without a message"
    : text.slice(0, maxMessageLength).toWellFormed();
}

/** Longest details that are sent, in characters of JSON. */
const maxDetailsLength = 100_000;

/** Returns details as the server takes them; undefined where it would not. */
function keptOf(details: unknown): unknown {
  try {
    const json = JSON.stringify(details, (_, value) =>
      typeof value === "string" ? value.toWellFormed() : value,
    );
    return (json?.length ?? Number.POSITIVE_INFINITY) <= maxDetailsLength
      ? JSON.parse(json)
      : undefined;
  } catch {
    return undefined;
  }
}
