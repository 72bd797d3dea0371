import { foldedText, searchWords } from "@formwork/contracts/text/folded-text";
import type { EnumOptionsType } from "@rjsf/utils";

/** Returns the indexes of the options that contain every word of a text, in any order. */
export function matchingOptions(options: readonly EnumOptionsType[], text: string): number[] {
  const words = searchWords(text);
  return options.flatMap(({ label, schema }, index) => {
    const searched = foldedText(`${label} ${schema?.description ?? ""}`);
    return words.every((word) => searched.includes(word)) ? [index] : [];
  });
}
