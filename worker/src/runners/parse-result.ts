import { faultInLine, parseJson } from "@formwork/contracts/json/parse-json";
import type { Outcome } from "@formwork/engine/work/work";
import { fatal } from "./runner.ts";

type Ended = Exclude<Outcome, { outcome: "released" }>;

/** Details of a failure list no more faults than these. */
const maxFaults = 20;

/**
 * Returns the outcome of an attempt whose result is a JSON text that it wrote. A result that cannot
 * be kept exactly fails the job for good: nothing of it is changed without a word, and the work is
 * done, so that another attempt would repeat its effects. `source` begins the message, such as "The
 * result".
 */
export function parseResult(text: string, source: string): Ended {
  try {
    const { value, faults } = parseJson(text);
    const [first] = faults;
    if (first === undefined) return { outcome: "succeeded", result: value };
    const details = faults
      .slice(0, maxFaults)
      .map(({ pointer, message, keyword }) => ({ pointer, message, keyword }));
    return fatal("invalid-result", `${source} cannot be kept: ${faultInLine(first)}`, details);
  } catch (error) {
    return fatal("invalid-result", `${source} is not JSON: ${withoutExcerpt(String(error))}`);
  }
}

/** An excerpt, as V8 adds one to its message, may hold a part of a secret. */
function withoutExcerpt(message: string): string {
  return message.replace(/, (?:\.\.\.)?".*/s, "");
}
