import { type ReactElement, useState } from "react";

type Items = readonly ReactElement[];

/**
 * Holds which item of a long list is open, by its key: it stays open when items move. An item that
 * was added opens; `addedIndex` is its place.
 */
export function useOpenItem(items: Items) {
  const [openKey, setOpenKey] = useState<string | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const [known, setKnown] = useState(items);
  const show = (index: number) => setOpenKey(items[index]?.key ?? null);

  if (items.length !== known.length) {
    const key = items.length === known.length + 1 ? newKey(known, items) : null;
    setKnown(items);
    setAdded(key);
    if (key !== null) setOpenKey(key);
  }
  const isOpen = (index: number) => openKey !== null && items[index]?.key === openKey;
  return {
    addedIndex: added === null ? null : items.findIndex(({ key }) => key === added),
    isOpen,
    show,
    toggle: (index: number) => (isOpen(index) ? setOpenKey(null) : show(index)),
  };
}

/** Returns the key that only the later items have; null when they are others altogether. */
function newKey(before: Items, after: Items): string | null {
  const keys = new Set(before.map(({ key }) => key));
  const added = after.filter(({ key }) => !keys.has(key));
  return added.length === 1 ? (added[0]?.key ?? null) : null;
}
