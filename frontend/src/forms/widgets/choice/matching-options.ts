import type { EnumOptionsType } from "@rjsf/utils";
import { searchWords } from "../../../lib/text/search-words.ts";

/** Returns the indexes of the options that contain every word of a text, in any order. */
export function matchingOptions(options: readonly EnumOptionsType[], text: string): number[] {
  const words = searchWords(text);
  return options.flatMap(({ label, schema }, index) => {
    const searched = `${label} ${schema?.description ?? ""}`.toLowerCase();
    return words.every((word) => searched.includes(word)) ? [index] : [];
  });
}
