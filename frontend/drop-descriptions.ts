/** The texts of schemas and operations, which only the documentation of the API shows. */
const texts =
  /\b(description:|summary:|time\(|duration\()(\s*)(?:"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;
/** The same texts where a function takes them last: sentences, as no other text is. */
const lastTexts = /(,\s*)"[^"\\]* [^"\\]*"(,?\s*\))/g;

/**
 * Empties the texts of a source that builds schemas. Pages load without schemas (`no-schemas.ts`), but
 * a minifier cannot know that their texts are not read.
 */
// biome-ignore lint/style/noDefaultExport: webpack takes it so
export default function dropDescriptions(source: string): string {
  if (!source.includes('from "typebox"')) return source;
  return source.replaceAll(texts, '$1$2""').replaceAll(lastTexts, '$1""$2');
}
