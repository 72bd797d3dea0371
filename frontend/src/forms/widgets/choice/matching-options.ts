import type { EnumOptionsType } from "@rjsf/utils";

/** Returns the indexes of the options that contain every word of a text, in any order. */
export function matchingOptions(options: readonly EnumOptionsType[], text: string): number[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return options.flatMap(({ label, schema }, index) => {
    const searched = `${label} ${schema?.description ?? ""}`.toLocaleLowerCase();
    return words.every((word) => searched.includes(word)) ? [index] : [];
  });
}
