import { sealName } from "@formwork/contracts/schema/secrets/seal-name";
import { type QueryFilter, trusted } from "mongoose";
import type { SearchWord } from "../../../search/job-search.ts";
import { escapedText } from "../../../search/values-text.ts";
import type { JobDocument } from "../../record/documents.ts";
import { escapedPattern, wordPattern } from "./text-pattern.ts";

/**
 * Returns the condition that a job has a word. It matches every job that `createJobSearch` finds.
 * For a word of ASCII it matches others only where a payload imitates the punctuation of JSON in its
 * texts.
 */
export function wordCondition({ text, templates }: SearchWord): QueryFilter<JobDocument> {
  const word = wordPattern(text);
  const within = matching(word);
  const inValue = matching(valuePattern(text));
  return {
    $or: [
      { _id: matching(`^${word}|${word}$`) },
      { "fixed.template": trusted({ $in: templates }) },
      { "fixed.template": within },
      { "fixed.summary": within },
      { "fixed.tags": within },
      { "fixed.payload": inValue },
      { error: inValue },
    ],
  };
}

function matching(pattern: string) {
  // As text, because JavaScript does not know the possessive quantifiers of the server.
  return trusted({ $regex: pattern, $options: "i" });
}

/**
 * Returns a pattern of JSON texts without white space that have a word in a text or number: behind a
 * quote that opens a value, or an escaped one within it; not behind half of an escape; and before a
 * quote that no colon follows, as behind a key. A seal is a text behind its key.
 */
function valuePattern(text: string): string {
  const word = wordPattern(escapedText(text));
  const opening = `(?:(?<!${escapedPattern(JSON.stringify(sealName))}):|[[,]|\\\\)"`;
  const before = `[^"]*?(?<!\\\\)(?:\\\\\\\\)*`;
  const closing = `[^"\\\\]*+(?:\\\\.[^"\\\\]*+)*+"[,\\]}]`;
  const inText = `${opening}${before}${word}${closing}`;
  return /^[-+.\de]+$/.test(text) ? `${inText}|[:[,][-+.\\de]*${word}` : inText;
}
