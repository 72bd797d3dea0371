/** Edits a list of tags. Values that are in it already stay as they are, whatever they hold. */

type Tags = readonly unknown[];

/** Adds the lines of a text as tags, without the white space around them; a comma stays in its tag. */
export function addTags(tags: Tags, typed: string): { tags: unknown[]; doubled: string[] } {
  return addEach(tags, typed.split(/[\r\n]+/), tags.length);
}

/** Replaces the tag at an index by its parts between commas. */
export function splitTag(tags: Tags, index: number): { tags: unknown[]; doubled: string[] } {
  const others = tags.filter((_, at) => at !== index);
  return addEach(others, String(tags[index]).split(","), index);
}

/** Returns the list without the tag that is not in `shown`, a copy of its texts that lacks one. */
export function withoutTag(tags: Tags, shown: readonly string[]): unknown[] {
  const index = tags.findIndex((tag, at) => String(tag) !== shown[at]);
  return tags.filter((_, at) => at !== index);
}

/** Inserts the texts that are not in the list yet; `doubled` are the others. */
function addEach(tags: Tags, texts: readonly string[], index: number) {
  const known = new Set(tags.map(String));
  const added: string[] = [];
  const doubled: string[] = [];
  for (const text of texts.map((one) => one.trim()).filter((one) => one !== "")) {
    (known.has(text) ? doubled : added).push(text);
    known.add(text);
  }
  return { tags: tags.toSpliced(index, 0, ...added), doubled };
}
