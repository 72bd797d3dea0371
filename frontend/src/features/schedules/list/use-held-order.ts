import { useRef } from "react";

/**
 * Returns items in their order, or while `isHeld` in the order that they had: what is under the
 * pointer stays there. New items come last meanwhile.
 */
export function useHeldOrder<Item extends { id: string }>(
  items: readonly Item[],
  isHeld: boolean,
): readonly Item[] {
  const order = useRef<readonly string[]>([]);
  const shown = isHeld ? inOrder(items, order.current) : items;
  order.current = shown.map(({ id }) => id);
  return shown;
}

/** Puts items in the order of `ids`; those that are not named come last. */
export function inOrder<Item extends { id: string }>(
  items: readonly Item[],
  ids: readonly string[],
): Item[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = ({ id }: Item) => places.get(id) ?? ids.length;
  return items.toSorted((one, other) => placeOf(one) - placeOf(other));
}
