/** The texts of schemas and operations, which only the documentation of the API shows. */
const texts =
  /\b(description:|summary:|unrecorded:|when:|time\(|duration\()(\s*)(?:"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;
/** Schemas of plain values: what builds them takes no notice of its argument. */
const plainSchemas = /\bType\.(String|Integer|Number|Boolean)\(\s*\{[^{}]*\}\s*,?\s*\)/g;
/** Columns of operations that only servers and the documentation read. */
const columns = /\b(audit|concerns|tag|limit):(\s*)"[\w.-]+"/g;
const refusals = /\bproblems:\s*\[[^\]]*\]/g;
/** The same texts where a function takes them last: sentences, as no other text is. */
const lastTexts = /(,\s*)"[^"\\]* [^"\\]*"(,?\s*\))/g;

/**
 * Empties the texts of a source that builds schemas. Pages load without schemas (`no-schemas.ts`), but
 * a minifier cannot know that their texts are not read.
 */
// biome-ignore lint/style/noDefaultExport: webpack takes it so
export default function dropDescriptions(source: string): string {
  const shorter = source.replaceAll(columns, '$1:$2""').replaceAll(refusals, "problems: []");
  if (!source.includes('from "typebox"')) return shorter;
  return shorter
    .replaceAll(plainSchemas, "Type.$1()")
    .replaceAll(texts, '$1$2""')
    .replaceAll(lastTexts, '$1""$2');
}
