import type { BodyOf } from "@formwork/contracts/operations/operations";
import { definitionFields, type TemplateDefinition } from "@formwork/contracts/template";
import type { Access } from "@formwork/engine/access/access";
import type { Caller } from "@formwork/engine/caller";
import type { Templates } from "@formwork/engine/templates/templates";
import type { HandlersOf } from "../http/handler.ts";
import { paging } from "./parameters/paging.ts";

/** Lists, reads, publishes and archives templates, and validates payloads. */
export function templateHandlers({
  templates,
  access,
}: {
  templates: Templates;
  access: Access;
}): HandlersOf<"templates"> {
  return {
    "templates.list": ({ query, caller }) => {
      const { principal } = caller;
      return templates.list({ ...query, ...paging(query), principal });
    },
    "templates.faults": ({ caller }) => templates.faults(caller),
    "templates.get": ({ params, query }) => templates.get({ ...params, ...query }),
    "templates.versions": ({ params, query }) =>
      templates.versions({ ...params, ...paging(query) }),
    "templates.validator": async ({ params, query, caller }, reply) => {
      const script = await templates.validatorScript({
        ...params,
        ...query,
        asker: askerOf(caller),
      });
      if (query.version !== undefined) reply.immutable();
      return script;
    },
    "templates.publish": async ({ params, body, caller, expected }, reply) => {
      const { template, created } = await templates.publish({
        ...caller,
        ...params,
        definition: definitionOf(body),
        expectedVersion: expected === undefined ? undefined : (expected?.version ?? 0),
      });
      if (!created) reply.alsoStatus();
      return template;
    },
    "templates.access": ({ params }) => access.get(params),
    "templates.set-access": ({ params, body, caller }) =>
      access.set({ ...caller, ...params, access: body }),
    "templates.archive": ({ params, caller }) => templates.archive({ ...caller, ...params }),
    "templates.validate": ({ params, query, body, caller }) =>
      templates.validate({
        ...params,
        ...query,
        payload: body.payload,
        asker: askerOf(caller),
      }),
  };
}

/** Returns what a file would have of a template as GET shows it. */
function definitionOf(sent: BodyOf<"templates.publish">): TemplateDefinition {
  const kept = Object.entries(sent).filter(([field]) => definitionFields.includes(field));
  // The schema of what is sent has all fields of a definition.
  return Object.fromEntries(kept) as TemplateDefinition;
}

/** Callers take turns where payloads are checked, and nothing is checked for one who has left. */
function askerOf({ principal, signal }: Caller): { id: string; signal: AbortSignal | undefined } {
  return { id: principal.id, signal };
}
