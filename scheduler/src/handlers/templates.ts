import type { Templates } from "@formwork/engine/templates/templates";
import type { Handlers } from "../http/handler.ts";
import { paging } from "./paging.ts";

type Own = Extract<keyof Handlers, `templates.${string}`>;

/** Browsing, publishing and trying out templates. */
export function templateHandlers({ templates }: { templates: Templates }): Pick<Handlers, Own> {
  return {
    "templates.list": ({ query }) => templates.list({ ...query, ...paging(query) }),
    "templates.get": ({ params, query }) => templates.get({ ...params, ...query }),
    "templates.versions": ({ params, query }) =>
      templates.versions({ ...params, ...paging(query) }),
    "templates.validator": async ({ params, query }, reply) => {
      const script = await templates.validatorScript({ ...params, ...query });
      if (query.version !== undefined) reply.lasting();
      return script;
    },
    "templates.publish": async ({ params, body, caller }, reply) => {
      const { template, created } = await templates.publish({
        ...caller,
        ...params,
        definition: body,
      });
      if (!created) reply.repeated();
      return template;
    },
    "templates.archive": ({ params, caller }) => templates.archive({ ...caller, ...params }),
    "templates.validate": ({ params, query, body }) =>
      templates.validate({ ...params, ...query, payload: body.payload }),
  };
}
