import { type Role, roles } from "@formwork/contracts/account";
import { isNamed, type TemplateAccess } from "@formwork/contracts/template-access";

/** Who is meant by one list of an access, as a form asks for it. */
export type Who = {
  /** The lowest role that is meant. `nobody` stands for no role: admins may everything anyway. */
  role: "everybody" | "operator" | "author" | "nobody";
  /** E-mail addresses of those who are meant whatever their role is. */
  people: string[];
};
type WhoRole = Who["role"];
export const whoRoles: readonly WhoRole[] = ["everybody", "operator", "author", "nobody"];

/** An access as a form asks for it. */
type AccessDraft = { run: Who; see: Who };

/** What an access is called in a list of choices. */
export const roleNames: Record<"run" | "see", Record<WhoRole, string>> = {
  run: {
    everybody: "Everybody who may run jobs",
    operator: "Operators, authors and admins",
    author: "Authors and admins",
    nobody: "Admins",
  },
  see: {
    everybody: "Everybody",
    operator: "Operators, authors and admins",
    author: "Authors and admins",
    nobody: "Nobody else",
  },
};

/** Returns an access as a form asks for it. */
export function draftOf({ run, see }: TemplateAccess): AccessDraft {
  const runs = whoOf(run);
  // Where everybody may run it nobody else is left.
  return { run: runs, see: whoOf(runs.role === "everybody" ? [] : see) };
}

/** Returns the access that a form describes. */
export function accessOf({ run, see }: AccessDraft): TemplateAccess {
  return run.role === "everybody"
    ? { run: null, see: null }
    : { run: listOf(run), see: listOf(see) };
}

function whoOf(list: readonly string[] | null): Who {
  if (list === null) return { role: "everybody", people: [] };
  const people = list.filter((entry) => !isRole(entry));
  // A role stands for those above it, so the lowest one says all.
  switch (roles.find((role) => list.includes(role))) {
    case "viewer":
      return { role: "everybody", people: [] };
    case "operator":
      return { role: "operator", people };
    case "author":
      return { role: "author", people };
    default:
      return { role: "nobody", people };
  }
}

function listOf({ role, people }: Who): string[] | null {
  if (role === "everybody") return null;
  return role === "nobody" ? people : [role, ...people];
}

function isRole(entry: string): entry is Role {
  return roles.some((role) => role === entry);
}

/** Returns what is wrong with an access, by its list; nothing where it may be sent. */
export function draftFaults(
  draft: AccessDraft,
  me: { role: Role; email: string },
): { run?: string; see?: string } {
  const { run, see } = accessOf(draft);
  const runFault = addressFault(run) ?? shutOutFault(run, me);
  const seeFault = addressFault(see);
  return {
    ...(runFault !== null && { run: runFault }),
    ...(seeFault !== null && { see: seeFault }),
  };
}

function addressFault(list: readonly string[] | null): string | null {
  const wrong = list?.find((entry) => !isRole(entry) && !/^[^\s@]+@[^\s@]+$/.test(entry));
  return wrong === undefined ? null : `“${wrong}” is no e-mail address`;
}

/** An admin may always run it. Who is left out could not change this any more. */
function shutOutFault(
  run: readonly string[] | null,
  me: { role: Role; email: string },
): string | null {
  if (me.role === "admin" || isNamed(run, me)) return null;
  return "You would shut yourself out: add your own address, or choose a role of yours";
}
