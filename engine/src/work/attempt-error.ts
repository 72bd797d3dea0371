import type { JobError } from "@formwork/contracts/job";
import { plainText } from "@formwork/contracts/text/plain-text";

/** Longest message, and longest JSON of the details, in characters. */
const maxMessageLength = 4_000;
const maxDetailsLength = 16_000;
const cutMark = "… (cut)";

/**
 * Returns the error of a job as it is stored: readable text without terminal codes, and no longer
 * than a page can show. Programs, handlers and servers write what they like.
 */
export function attemptError({ message, reason, details }: JobError): JobError {
  const text = shortened(clean(message).trim(), maxMessageLength);
  const error = { message: text === "" ? "It failed without a message" : text, reason };
  return details === undefined ? error : { ...error, details: shortDetails(cleanAll(details)) };
}

function shortDetails(details: unknown): unknown {
  const text = typeof details === "string" ? details : (JSON.stringify(details) ?? "");
  return text.length > maxDetailsLength ? shortened(text, maxDetailsLength) : details;
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length).toWellFormed()}${cutMark}` : text;
}

/** A text that is far too long is cut first, so that it is not read as a whole. */
function clean(text: string): string {
  return plainText(text.slice(0, 4 * maxDetailsLength)).toWellFormed();
}

function cleanAll(value: unknown): unknown {
  if (typeof value === "string") return clean(value);
  if (Array.isArray(value)) return value.map(cleanAll);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [clean(key), cleanAll(item)]),
  );
}
