import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { shaOf } from "@formwork/engine/templates/code/template-code";
import type { KeptCode } from "../../code/code-folder.ts";

/**
 * Has modules of kept code loaded only where they are what was published: what is compared is what
 * runs, so that a file which another job changes after the worker's check is refused. Packages that
 * are linked from the templates folder lie elsewhere, and are not kept.
 */
export function loadUnchanged({ root, hashes }: KeptCode): void {
  registerHooks({
    load(url, context, nextLoad) {
      const path = url.startsWith("file:") ? fileURLToPath(url) : "";
      const loaded = nextLoad(url, context);
      if (!path.startsWith(root + sep)) return loaded;
      const source = loaded.source ?? readFileSync(path);
      if (shaOf(bytesOf(source)) !== hashes[path])
        throw new Error(`${path} is not what was published: it was changed on this worker`);
      return { ...loaded, source };
    },
  });
}

function bytesOf(source: string | ArrayBuffer | NodeJS.TypedArray): Buffer {
  if (typeof source === "string") return Buffer.from(source);
  return ArrayBuffer.isView(source)
    ? Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    : Buffer.from(source);
}
