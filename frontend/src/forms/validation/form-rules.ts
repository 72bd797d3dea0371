import type { SchemaContext } from "@formwork/contracts/schema/schema-context";
import { createContext, useContext } from "react";
import type { OriginalOption } from "./original-options.ts";

/** What fields need to know of the rules of the payload. */
export type FormRules = {
  /** The payload schema, and the validator of its parts. */
  context: SchemaContext;
  originalOption: OriginalOption;
  /** Returns the default that is sent while the value at a path is absent. */
  defaultAt: (path: readonly (string | number)[]) => unknown;
};

const Context = createContext<FormRules>({
  context: { root: {}, isValid: () => false },
  originalOption: (drawn) => drawn,
  defaultAt: () => undefined,
});

export const FormRulesProvider = Context.Provider;

/** Returns the rules of the form that is rendered. */
export function useFormRules(): FormRules {
  return useContext(Context);
}
