import { createContext, useContext } from "react";

/** What a field has to know of where it stands; the schema does not tell. */
export type FieldContext = {
  /** Groups around it. */
  depth: number;
  /** Name of the list item or branch it fills whole, which then stands in for its own label. */
  labelOverride: string | null;
  /** True where the same hint stands already, at the first item of a list. */
  hideDescription: boolean;
  /** Title of the list it is an item of, and what one of its items is called. */
  list: { title: string; item: string } | null;
};

const Context = createContext<FieldContext>({
  depth: 0,
  labelOverride: null,
  hideDescription: false,
  list: null,
});

export const FieldContextProvider = Context.Provider;

/** Where the field being drawn stands. */
export function useFieldContext(): FieldContext {
  return useContext(Context);
}
