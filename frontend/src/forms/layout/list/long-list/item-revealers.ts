/** Shows an item of a list that is closed or not drawn. */
type Reveal = (index: number) => void;

/** Of the lists on the page that do not draw every item, by their id. */
const revealers = new Map<string, Reveal>();

/** Registers how a list shows one of its items; returns the function that ends it. */
export function registerReveal(listId: string, reveal: Reveal): () => void {
  revealers.set(listId, reveal);
  return () => {
    if (revealers.get(listId) === reveal) revealers.delete(listId);
  };
}

/** Shows the item that the id of a field lies in; returns true when a list has one to show. */
export function revealItem(fieldId: string): boolean {
  for (const [listId, reveal] of revealers) {
    const index = fieldId.startsWith(`${listId}/`)
      ? Number.parseInt(fieldId.slice(listId.length + 1), 10)
      : Number.NaN;
    if (Number.isNaN(index)) continue;
    reveal(index);
    return true;
  }
  return false;
}
