import type { Principal } from "@formwork/contracts/account";
import { mayRunTemplate, maySeeTemplate } from "@formwork/contracts/policies/templates";
import type { FieldError } from "@formwork/contracts/problem";
import { suggestion } from "@formwork/contracts/text/nearest";
import { DomainError, fail, isRefusal } from "../../errors.ts";
import { templateNotFound } from "../../templates/template-not-found.ts";
import type { Templates } from "../../templates/templates.ts";
import type { StoredTemplate } from "../../templates/versions/template-tables.ts";

type Wanted = { name: string; version?: number | undefined };

/**
 * Returns the template that the body of a request names in its fields `template` and `version`. A
 * refusal says which of them it is about, and the name that may have been meant.
 */
export async function findTemplate(
  templates: Pick<Templates, "stored" | "titles">,
  principal: Principal,
  wanted: Wanted,
): Promise<StoredTemplate> {
  try {
    return await templateToRun(templates, principal, wanted);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { code, message } = error;
    const near = code === "template-not-found" ? await nearName(templates, principal, wanted) : "";
    throw new DomainError(code, `${message}${near}`, [
      { ...templateFault(error), message: `${message}${near}` },
    ]);
  }
}

/**
 * Returns the template of a job. Fails where it is unknown or archived, or may not be run; one that
 * the principal may not see is unknown.
 */
export async function templateToRun(
  templates: Pick<Templates, "stored">,
  principal: Principal,
  wanted: Wanted,
): Promise<StoredTemplate> {
  if (!maySeeTemplate(principal, wanted.name)) templateNotFound(wanted.name);
  const template = await templates.stored(wanted);
  if (!mayRunTemplate(principal, wanted.name))
    fail("forbidden", `You may see the template ${wanted.name}, and not run it`);
  return template.archived
    ? fail("template-archived", `Template ${template.name} is archived and takes no new jobs`)
    : template;
}

/** Returns the fault of the field by which a body names what was refused. */
export function templateFault({ message, code }: DomainError): FieldError {
  return {
    pointer: code === "version-not-found" ? "/version" : "/template",
    message,
    keyword: code,
  };
}

/** Names a template that the principal may see, and that is written nearly alike. */
async function nearName(
  templates: Pick<Templates, "titles">,
  principal: Principal,
  { name }: Wanted,
): Promise<string> {
  const names = (await templates.titles()).map((one) => one.name);
  return suggestion(
    name,
    names.filter((one) => maySeeTemplate(principal, one)),
  );
}
