import type { ComponentType } from "react";
import { loadCode } from "../lib/bundle/load-code.ts";

/** Returns the function by which the router loads the code of a component. */
export const loaderOf = (load: () => Promise<ComponentType>) => () =>
  loadCode(async () => ({ Component: await load() }));
