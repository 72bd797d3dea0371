import { foldedText } from "@formwork/contracts/text/folded-text";

/** A part of a text, from one of its units to before another one. */
type Range = { from: number; to: number };

/** Returns where a text has a search, in any case and with accents in either form. */
export function foldedMatches(text: string, search: string): Range[] {
  const needle = foldedText(search);
  const folded = foldedText(text);
  if (needle === "" || !folded.includes(needle)) return [];
  const places = folded.length === text.length ? null : placesOf(text);
  const matches: Range[] = [];
  for (
    let at = folded.indexOf(needle);
    at !== -1;
    at = folded.indexOf(needle, at + needle.length)
  ) {
    const last = at + needle.length - 1;
    matches.push({ from: places?.[at]?.from ?? at, to: places?.[last]?.to ?? last + 1 });
  }
  return matches;
}

/** Returns, for each unit of a folded text, the character of the text from which it comes. */
function placesOf(text: string): Range[] {
  const characters = [...new Intl.Segmenter("en").segment(text)];
  return characters.flatMap(({ index, segment }) =>
    Array<Range>(foldedText(segment).length).fill({ from: index, to: index + segment.length }),
  );
}
