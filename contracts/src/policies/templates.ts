import { type Barred, may, type Principal, type Role } from "../accounts/account.ts";
import { isNamed, type TemplateAccess } from "../accounts/template-access.ts";

/** Returns the templates that the API key of a principal is limited to, or null without such a limit. */
export function templatesOf(principal: Principal | null): readonly string[] | null {
  return principal?.key?.templates ?? null;
}

/** Returns true when a principal may see a template. For all others it is not there. */
export function maySeeTemplate(principal: Principal | null, name: string): boolean {
  if (principal === null || principal.barred?.fromSeeing.includes(name)) return false;
  return templatesOf(principal)?.includes(name) ?? true;
}

/** Returns true when a principal may make jobs of a template run. */
export function mayRunTemplate(principal: Principal | null, name: string): boolean {
  return maySeeTemplate(principal, name) && !principal?.barred?.fromRunning.includes(name);
}

/** Returns true when a principal may publish and archive a template, and say who may run it. */
export function mayChangeTemplate(principal: Principal | null, name: string): boolean {
  return may(principal, "templates:write") && mayRunTemplate(principal, name);
}

/** Returns true for a principal that some templates are hidden from. */
export function missesTemplates(principal: Principal): boolean {
  return templatesOf(principal) !== null || (principal.barred?.fromSeeing.length ?? 0) > 0;
}

/** Returns the templates that a principal sees and may not run. */
export function seeOnlyTemplates({ barred }: Pick<Principal, "barred">): string[] {
  return (barred?.fromRunning ?? []).filter((name) => !barred?.fromSeeing.includes(name));
}

/** Nothing is hidden and nothing refused. */
export const notBarred: Barred = { fromSeeing: [], fromRunning: [] };

/** Returns the templates whose access lists leave a user out. */
export function barredBy(
  lists: readonly (TemplateAccess & { name: string })[],
  user: { role: Role; email: string },
): Barred {
  if (user.role === "admin") return notBarred;
  const cannotRun = lists.filter(({ run }) => !isNamed(run, user));
  return {
    fromRunning: cannotRun.map(({ name }) => name),
    fromSeeing: cannotRun.filter(({ see }) => !isNamed(see, user)).map(({ name }) => name),
  };
}
