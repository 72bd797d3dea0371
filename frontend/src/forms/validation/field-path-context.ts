import { createContext, useContext } from "react";

/** The path within the payload of the field that is rendered. */
export const FieldPathContext = createContext<readonly (string | number)[]>([]);

/** Returns the path within the payload of the field that is rendered. */
export function useFieldPath(): readonly (string | number)[] {
  return useContext(FieldPathContext);
}
