import { loadCode } from "../lib/bundle/load-code.ts";

/** Loads the code of what surrounds the pages, which the account pages do without. */
export const loadFrame = () =>
  loadCode(async () => ({ Component: (await import("./frame.tsx")).Frame }));
