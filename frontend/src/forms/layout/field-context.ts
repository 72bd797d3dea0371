import { createContext, createElement, type ReactNode, useContext } from "react";
import { useStable } from "../values/use-stable.ts";

/** What a field needs to know about the fields around it. */
export type FieldContext = {
  /** The number of groups around the field. */
  depth: number;
  /** The name of the list item or branch that the field fills, shown instead of its own label. */
  labelOverride: string | null;
  /** True for the items of a list after the first, whose description is shown there. */
  hideDescription: boolean;
  /** The title of the list around its items, and the name of one item; null outside of a list. */
  list: { title: string; item: string } | null;
};

const Context = createContext<FieldContext>({
  depth: 0,
  labelOverride: null,
  hideDescription: false,
  list: null,
});

/** Gives the context to the fields within. An equal one renders none of them again. */
export function FieldContextProvider({
  value,
  children,
}: {
  value: FieldContext;
  children: ReactNode;
}) {
  return createElement(Context, { value: useStable(value) }, children);
}

/** Returns the context of the field that is rendered. */
export function useFieldContext(): FieldContext {
  return useContext(Context);
}
