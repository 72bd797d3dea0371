import type { TemplateAccess } from "@formwork/contracts/template-access";
import { table } from "../store/table.ts";

/** The access list of a template; absent where everybody may see and run it. */
export type AccessRow = TemplateAccess & { name: string; changedBy: string; changedAt: number };

export const accessTable = table<AccessRow>({ name: "template_access", key: "name" });
