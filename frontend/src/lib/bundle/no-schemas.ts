/**
 * Takes the place of `contracts/src/typebox.ts` in the bundle. Pages call operations by method and
 * path, and leave the validation of requests to the server, so they do without the schemas of the
 * table of operations and what builds them.
 */
export const Type: Record<string, () => { properties: object }> = new Proxy(
  {},
  { get: () => () => ({ properties: {} }) },
);
