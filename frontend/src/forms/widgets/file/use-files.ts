import { defaultBodyLimit } from "@formwork/contracts/operations/operation";
import { useState } from "react";
import { formatBytes, toDataUrl } from "../../../lib/text/data-url.ts";

/** The part of a request that holds no files, in bytes. */
const reservedBytes = 4096;
const maxLength = defaultBodyLimit - reservedBytes;

/**
 * Adds files to a list of data URLs, or replaces the one there is. A file that makes the payload too
 * large is left out, and `refusal` says so.
 */
export function useFiles({
  urls,
  multiple,
  onChange,
}: {
  urls: readonly string[];
  multiple: boolean;
  onChange: (urls: string[]) => void;
}) {
  const [refusal, setRefusal] = useState<string | null>(null);
  async function add(files: readonly File[]) {
    const chosen = multiple ? files : files.slice(0, 1);
    const kept = multiple ? [...urls] : [];
    const refused: File[] = [];
    for (const file of chosen) {
      // Base64 writes three bytes as four characters.
      const length = kept.join("").length + (file.size * 4) / 3;
      if (length > maxLength) refused.push(file);
      else kept.push(await toDataUrl(file));
    }
    setRefusal(refused.length === 0 ? null : tooLarge(refused));
    if (kept.length > (multiple ? urls.length : 0)) onChange(kept);
  }
  return { add, refusal };
}

function tooLarge(files: readonly File[]): string {
  const names = files.map(({ name, size }) => `${name} (${formatBytes(size)})`).join(", ");
  const limit = formatBytes(Math.floor((maxLength * 3) / 4));
  return `${names}: too large; all files of a job take at most ${limit}`;
}
