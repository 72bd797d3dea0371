import type { Principal } from "../accounts/account.ts";
import { seesEverybodys } from "./sight.ts";
import { maySeeTemplate, templatesOf } from "./templates.ts";

/**
 * Returns true when a principal sees fewer objects than it did before, so that what was opened by the
 * rights of then is closed. Scopes are looked at apart.
 */
export function seesLess(before: Principal, now: Principal): boolean {
  const losesOthers = seesEverybodys(before) && !seesEverybodys(now);
  const losesTemplate =
    now.barred?.fromSeeing.some((name) => maySeeTemplate(before, name)) === true;
  return losesOthers || losesTemplate || isSmaller(templatesOf(before), templatesOf(now));
}

/** Null stands for all. */
function isSmaller(before: readonly string[] | null, now: readonly string[] | null): boolean {
  if (now === null) return false;
  return before === null || before.some((name) => !now.includes(name));
}
