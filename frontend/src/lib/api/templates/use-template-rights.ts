import { type Me, may, type Principal } from "@formwork/contracts/account";
import { mayChangeTemplate, mayRunTemplate } from "@formwork/contracts/policies/templates";
import { useMe } from "../people/use-me.ts";

/** What a user may do with a template of a name. */
type TemplateRights = {
  mayRun: (name: string) => boolean;
  /** True for one that the user sees and may not run, where the user may run others. */
  seesOnly: (name: string) => boolean;
  /** Publish it, archive it, and say who may see and run it. */
  mayChange: (name: string) => boolean;
};

/** Returns what the signed-in user may do with templates; nothing until that is known. */
export function useTemplateRights(): TemplateRights {
  return templateRights(useMe().data ?? null);
}

/** Returns what a user may do with templates, by the same policies as the server. */
export function templateRights(me: Me | null): TemplateRights {
  const principal = me === null ? null : principalOf(me);
  return {
    mayRun: (name) => may(principal, "jobs:write") && mayRunTemplate(principal, name),
    seesOnly: (name) => may(principal, "jobs:write") && !mayRunTemplate(principal, name),
    mayChange: (name) => mayChangeTemplate(principal, name),
  };
}

/** A page is shown no template that is hidden from its user. */
function principalOf(me: Me): Principal {
  const { id, role, email, sees, seeOnly } = me;
  const barred = { fromSeeing: [], fromRunning: seeOnly };
  return { id, role, email, sees, barred, sessionId: null };
}
