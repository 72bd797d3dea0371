import { createContext, useContext, useState } from "react";
import type { Row } from "./map-rows.ts";

/** The rows of a form that are in no object yet, by the id of the field of their object. */
export type UnfinishedRows = Map<string, Row[]>;

const Context = createContext<UnfinishedRows | null>(null);

export const UnfinishedRowsProvider = Context.Provider;

/**
 * Returns the unfinished rows of the form. They outlive their field, which goes while another branch
 * is chosen or its list item is closed.
 */
export function useUnfinishedRows(): UnfinishedRows {
  const form = useContext(Context);
  const [own] = useState<UnfinishedRows>(() => new Map());
  return form ?? own;
}
