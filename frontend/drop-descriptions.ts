/** The texts of schemas and operations, which only the documentation of the API shows. */
const texts =
  /\b(description:|summary:|time\(|duration\()(\s*)(?:"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;
/** The same texts where a function takes them last: sentences, as no other text is. */
const lastTexts = /(,\s*)"[^"\\]* [^"\\]*"(,?\s*\))/g;
/** Calls whose value is used: as one of a list, an argument, or what a name stands for. */
const calls = /([=:,([]\s*(?:\.\.\.)?)((?:Type\.|Object\.(?=keys\b|entries\b))?[A-Za-z]\w*\()/g;

/**
 * Empties the texts of a source that builds schemas. Pages load without schemas (`no-schemas.ts`), but
 * a minifier cannot know that their texts are not read. Marks what builds them as free of effects, so
 * that a page keeps none that it does not use.
 */
// biome-ignore lint/style/noDefaultExport: webpack takes it so
export default function dropDescriptions(source: string): string {
  if (!/from "(?:typebox|.*\/typebox\.ts)"/.test(source)) return source;
  return source
    .replaceAll(texts, '$1$2""')
    .replaceAll(lastTexts, '$1""$2')
    .replaceAll(calls, "$1/*#__PURE__*/ $2");
}
