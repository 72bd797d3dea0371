/** The texts of schemas and operations, which only the documentation of the API shows. */
const texts =
  /\b(description:|summary:|time\(|duration\()(\s*)(?:"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;

/**
 * Empties the texts of a source that builds schemas. Pages load without schemas (`no-schemas.ts`), but
 * a minifier cannot know that their texts are not read.
 */
// biome-ignore lint/style/noDefaultExport: webpack takes it so
export default function dropDescriptions(source: string): string {
  return source.includes('from "typebox"') ? source.replaceAll(texts, '$1$2""') : source;
}
