/** JSON files of tools that lie beside templates and are none. */
const ofTools =
  /^(?:package|package-lock|npm-shrinkwrap|composer|deno|biome|renovate|turbo|nx|jsconfig(?:\..+)?|tsconfig(?:\..+)?)\.json$/;

/** Returns true for a file that belongs to a tool, such as `package.json`. */
export function isOfTool(name: string): boolean {
  return ofTools.test(name);
}

/** Files that look like templates and are never read, with the reason. */
export const misplaced: readonly { patterns: string[]; message: string }[] = [
  {
    patterns: ["template.{yaml,yml}", "*/template.{yaml,yml}"],
    message: "is not read: a template is a JSON file, called template.json",
  },
  {
    patterns: ["*/*/template.json"],
    message: "is not read, as it lies too deep: move its folder into the templates folder itself",
  },
];
