import { createContext, useContext, useState } from "react";

/**
 * What a choice holds while the page is open: the branch that a person chose, and the value of each
 * branch when it was left. It is never sent.
 */
export type RememberedChoice = {
  chosen: number | undefined;
  values: Map<number, unknown>;
  /** The choices inside each branch. */
  inner: Map<number, BranchMemory>;
};
/** The choices of a form by the id of their field. */
export type BranchMemory = Map<string, RememberedChoice>;

/** The memory of the choices at paths that are longer than `depth`. */
type Scope = { memory: BranchMemory; depth: number };

const Context = createContext<Scope | null>(null);

export const BranchMemoryProvider = Context.Provider;

/** Returns an empty memory for a whole form. */
export function newBranchMemory(): Scope {
  return { memory: new Map(), depth: 0 };
}

/**
 * Returns what the choice at a path holds. In a list it lives as long as the item is shown: the path
 * of an item changes when others are moved, and must not bring the input of another item back.
 */
export function useRememberedChoice(
  id: string,
  path: readonly (string | number)[],
): RememberedChoice {
  const scope = useContext(Context);
  const [own] = useState<BranchMemory>(() => new Map());
  const isInList = path.slice(scope?.depth).some((key) => typeof key === "number");
  return choiceIn(isInList || scope === null ? own : scope.memory, id);
}

/** Returns the memory for the choices inside a branch. */
export function memoryWithin({ inner }: RememberedChoice, branch: number): BranchMemory {
  const known = inner.get(branch);
  if (known !== undefined) return known;
  const created: BranchMemory = new Map();
  inner.set(branch, created);
  return created;
}

function choiceIn(memory: BranchMemory, id: string): RememberedChoice {
  const known = memory.get(id);
  if (known !== undefined) return known;
  const created = { chosen: undefined, values: new Map(), inner: new Map() };
  memory.set(id, created);
  return created;
}
