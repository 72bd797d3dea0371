import { foldedText } from "@formwork/contracts/text/folded-text";
import { escapedText, valuesText } from "./values-text.ts";

/** A word that a found job has: in one of its texts, or because its template is one of these. */
export type SearchWord = {
  /** Folded (`foldedText`). */
  text: string;
  /** Names of the templates whose title has the word. */
  templates: string[];
};

/** What a search looks at in a job. */
export type Searched = {
  id: string;
  template: string;
  /** Texts that are searched as they are, such as the summary. */
  texts: string[];
  /** JSON texts, whose values are searched: payload, error and tags. */
  json: (string | null)[];
};

/** An escape of JSON before an accent, which looks like a letter with an accent. */
const escapeWithAccent = /\\(?:u[0-9a-f]{4}|.)[\u0300-\uffff]/;

/**
 * Returns the function that tells whether a job has every word, in any case and alphabet, and with
 * accents in either form. It decides for both stores, so that they find the same jobs.
 */
export function createJobSearch(words: readonly SearchWord[]): (job: Searched) => boolean {
  const wanted = words.map((word) => ({ ...word, escaped: escapedText(word.text) }));
  const hasAll = (job: Searched) => {
    const plain = [job.template, ...job.texts].map(foldedText);
    const parts = job.json.map(createLazyPart);
    return wanted.every(
      ({ text, escaped, templates }) =>
        isPartOfId(job.id, text) ||
        templates.includes(job.template) ||
        plain.some((part) => part.includes(text)) ||
        parts.some((part) => part.has(text, escaped)),
    );
  };
  return (job) => {
    // Most jobs lack a word in all of their letters: that is seen without a look at each part.
    const raw = [job.id, job.template, ...job.texts, ...job.json].join("\n");
    const letters = foldedText(raw);
    const mayHave = ({ text, escaped, templates }: (typeof wanted)[number]) =>
      letters.includes(escaped) || letters.includes(text) || templates.includes(job.template);
    return (wanted.every(mayHave) || escapeWithAccent.test(raw)) && hasAll(job);
  };
}

/** An id is found by its first characters, or by the last ones, by which pages name a job. */
function isPartOfId(id: string, text: string): boolean {
  const lower = foldedText(id);
  return lower.startsWith(text) || lower.endsWith(text);
}

/** Parses a JSON text only when its letters may have the word, and once for all words. */
function createLazyPart(json: string | null) {
  const raw = json ?? "null";
  const letters = foldedText(raw);
  let values: string | undefined;
  return {
    has(text: string, escaped: string): boolean {
      if (!letters.includes(escaped) && !escapeWithAccent.test(raw)) return false;
      values ??= foldedText(valuesText(raw));
      return values.includes(text);
    },
  };
}
