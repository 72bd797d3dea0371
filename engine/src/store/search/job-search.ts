import { escapedText, valuesText } from "./values-text.ts";

/** A word that a found job has: in one of its texts, or because its template is one of these. */
export type SearchWord = {
  /** In lower case. */
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

/**
 * Returns the function that tells whether a job has every word, in any case and alphabet. It decides
 * for both stores, so that they find the same jobs.
 */
export function createJobSearch(words: readonly SearchWord[]): (job: Searched) => boolean {
  const wanted = words.map((word) => ({ ...word, escaped: escapedText(word.text) }));
  const hasAll = (job: Searched) => {
    const plain = [job.template, ...job.texts].map(lowerCase);
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
    const letters = [job.id, job.template, ...job.texts, ...job.json].join("\n").toLowerCase();
    const mayHave = ({ text, escaped, templates }: (typeof wanted)[number]) =>
      letters.includes(escaped) || letters.includes(text) || templates.includes(job.template);
    return wanted.every(mayHave) && hasAll(job);
  };
}

/** An id is found by its first characters, or by the last ones, by which pages name a job. */
function isPartOfId(id: string, text: string): boolean {
  const lower = id.toLowerCase();
  return lower.startsWith(text) || lower.endsWith(text);
}

/** Parses a JSON text only when its letters have the word, and once for all words. */
function createLazyPart(json: string | null) {
  const raw = lowerCase(json);
  let values: string | undefined;
  return {
    has(text: string, escaped: string): boolean {
      if (!raw.includes(escaped)) return false;
      values ??= valuesText(json ?? "null").toLowerCase();
      return values.includes(text);
    },
  };
}

function lowerCase(text: string | null): string {
  return text?.toLowerCase() ?? "";
}
