import type { Barred, Role } from "@formwork/contracts/account";
import type { TemplateAccess } from "@formwork/contracts/template-access";
import type { Caller } from "../caller.ts";

/** The verbs of access lists. Each line names the problems that it throws. */
export type Access = {
  /** Returns who may see and run a template. `template-not-found`. */
  get: (params: { name: string }) => Promise<TemplateAccess>;
  /**
   * Sets it; it counts in every process within a second. `template-not-found`, `too-many-lists`,
   * `invalid-request` for one that shuts its writer out.
   */
  set: (params: Caller & { name: string; access: TemplateAccess }) => Promise<TemplateAccess>;
  /** Returns the templates whose lists leave a user out. */
  barredFor: (user: { role: Role; email: string }) => Promise<Barred>;
};
