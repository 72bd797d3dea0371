import { foldedText, searchWords } from "@formwork/contracts/text/folded-text";

type Choice = { name: string; title: string };
type Wanted = {
  titles: ReadonlyMap<string, string>;
  /** Names that come first; those without a template too, so that they can be taken back. */
  first: readonly string[];
  text: string;
};

/** Returns the templates that have every word of `text` in title or name, some of them first. */
export function matchingChoices({ titles, first, text }: Wanted): Choice[] {
  const words = searchWords(text);
  const names = new Set([...first, ...titles.keys()]);
  return [...names]
    .map((name) => ({ name, title: titles.get(name) ?? name }))
    .filter(({ name, title }) => {
      const searched = foldedText(`${title} ${name}`);
      return words.every((word) => searched.includes(word));
    });
}
