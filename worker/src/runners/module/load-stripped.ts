import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { strippedFile } from "../../code/strip-types.ts";

/**
 * Has modules of kept code loaded without their types, from beside the copy, where the worker keeps
 * them so. Lines and columns are the same, since blanks stand in place of the types. Files that Node
 * does not know to be ES modules, by their name or a package.json, it reads itself.
 */
export function loadStripped(): void {
  registerHooks({
    load(url, context, nextLoad) {
      const source = context.format === "module-typescript" ? strippedSource(url) : null;
      return source === null
        ? nextLoad(url, context)
        : { format: "module", source, shortCircuit: true };
    },
  });
}

function strippedSource(url: string): string | null {
  const file = url.startsWith("file:") ? strippedFile(fileURLToPath(url)) : null;
  try {
    return file === null ? null : readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
