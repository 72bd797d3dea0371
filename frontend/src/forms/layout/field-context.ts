import { createContext, useContext } from "react";

/** What a field has to know of where it stands; the schema does not tell. */
export type Surroundings = {
  /** Groups around it. */
  depth: number;
  /** Name of the list item or branch it fills whole, which then stands in for its own label. */
  standsFor: string | null;
  /** True where the same hint stands already, at the first item of a list. */
  isRepeated: boolean;
  /** Title of the list it is an item of, and what one of its items is called. */
  list: { title: string; item: string } | null;
};

const SurroundingsContext = createContext<Surroundings>({
  depth: 0,
  standsFor: null,
  isRepeated: false,
  list: null,
});

export const SurroundingsProvider = SurroundingsContext.Provider;

/** Where the field being drawn stands. */
export function useSurroundings(): Surroundings {
  return useContext(SurroundingsContext);
}
