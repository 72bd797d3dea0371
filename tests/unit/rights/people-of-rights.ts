import type { Principal, Role, Sight } from "@formwork/contracts/account";

/** Whom the tables of rights are made for: each role, and each grant that a role can have. */
export const people: { name: string; role: Role; sees?: Sight }[] = [
  { name: "viewer", role: "viewer" },
  { name: "viewer who sees all", role: "viewer", sees: "all" },
  { name: "operator", role: "operator" },
  { name: "operator who sees all", role: "operator", sees: "all" },
  { name: "author", role: "author" },
  { name: "admin", role: "admin" },
];
export type PersonOfRights = (typeof people)[number];

/**
 * What a template's access list lets people who are no admins do: see and run it, only see it, or
 * neither.
 */
export const templateKinds = ["open-work", "shown-work", "hidden-work"] as const;
export type TemplateKind = (typeof templateKinds)[number];

export const me = "user-me";
export const other = "user-other";

/** Builds the principal of a person, as a look-up of the user and the access lists makes it. */
export function principalOf({ role, sees }: PersonOfRights): Principal {
  const barred = { fromSeeing: ["hidden-work"], fromRunning: ["hidden-work", "shown-work"] };
  return {
    ...{ id: me, role, email: `${me}@example.org`, sessionId: null },
    ...(sees === undefined ? {} : { sees }),
    ...(role === "admin" ? {} : { barred }),
  };
}

/** What the rules say, written down once more, apart from the policies. */
export function ruleOf({ role, sees }: PersonOfRights) {
  const isAdmin = role === "admin";
  const seesAll = isAdmin || role === "author" || sees === "all";
  return {
    seesTemplate: (template: TemplateKind) => isAdmin || template !== "hidden-work",
    runs: (template: TemplateKind) => isAdmin || template === "open-work",
    sees: (maker: string, template: TemplateKind) =>
      (seesAll || maker === me) && (isAdmin || template !== "hidden-work"),
    /** An action tells of jobs of any template. */
    seesAction: (maker: string) => isAdmin || maker === me,
  };
}
