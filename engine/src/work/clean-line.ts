import { plainText } from "@formwork/contracts/text/plain-text";
import { maxLineLength } from "./attempt-limits.ts";
import { type Redact, redactNothing } from "./redact/redact.ts";

/** Returns a log line as it is stored: well-formed text of limited length, without secrets. */
export function cleanLine(text: string, redact: Redact = redactNothing): string {
  const line = withoutSecrets(text, redact).toWellFormed();
  return line.length > maxLineLength || text.length > maxLineLength
    ? `${line.slice(0, maxLineLength).toWellFormed()}… (line cut)`
    : line;
}

/** A line that is longer than what is stored may have been cut where it came from. */
function withoutSecrets(text: string, redact: Redact): string {
  if (redact === redactNothing) return text;
  const plain = plainText(text);
  // Terminal codes stay, unless they divide a secret.
  const seen = plain !== text && redact.text(plain) !== plain ? plain : text;
  return text.length > maxLineLength ? redact.start(seen) : redact.text(seen);
}
