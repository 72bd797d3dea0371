/**
 * Takes the place of fast-uri in the bundle. RJSF compares and joins the `$id`s of schemas with it:
 * a template has none, and those that RJSF adds to its own schemas are compared as they stand.
 */
const resolver = {
  equal: (one: string, other: string) => one === other,
  resolve: (base: string, reference: string) => new URL(reference, base).href,
};

// biome-ignore lint/style/noDefaultExport: RJSF imports it so
export default resolver;
