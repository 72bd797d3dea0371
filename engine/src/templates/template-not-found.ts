import { fail } from "../errors.ts";

/** Fails with `template-not-found`. */
export function templateNotFound(name: string): never {
  return fail("template-not-found", `There is no template ${name}`);
}
