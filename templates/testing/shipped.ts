import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TemplateDefinition } from "@formwork/contracts/template";

export const templatesFolder = fileURLToPath(new URL("..", import.meta.url));

export type Shipped = { folder: string; text: string; definition: TemplateDefinition };

/** The templates that ship, read from their files. */
export const shipped: Shipped[] = readdirSync(templatesFolder)
  .filter((folder) => existsSync(join(templatesFolder, folder, "template.json")))
  .map((folder) => {
    const text = readFileSync(join(templatesFolder, folder, "template.json"), "utf8");
    return { folder, text, definition: JSON.parse(text) };
  });

/** Returns the template in `folder`. */
export function shippedTemplate(folder: string): Shipped {
  const found = shipped.find((template) => template.folder === folder);
  if (found === undefined) throw new Error(`No template ships in ${folder}`);
  return found;
}
