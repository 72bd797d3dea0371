import type { Me, Principal } from "@formwork/contracts/account";
import { maySeeTemplate, missesTemplates } from "@formwork/contracts/policies/templates";
import type { Accounts } from "@formwork/engine/accounts/accounts";
import type { Templates } from "@formwork/engine/templates/templates";
import type { HandlersOf } from "../../http/handler.ts";
import { paging } from "../parameters/paging.ts";

/** Sets up the first account, signs in and out, and changes the caller's own credentials. */
export function accountHandlers(
  { accounts, templates }: { accounts: Accounts; templates: Pick<Templates, "titles"> },
  publicUrl: string,
): HandlersOf<"account"> {
  const { provider } = accounts;
  // A page of the UI, which sends what the provider added to `auth.provider-finish`.
  const redirectUri = `${publicUrl}/sign-in/callback`;

  /** Returns who somebody is, and the templates that may be seen where some may not. */
  async function meOf(principal: Principal): Promise<Me> {
    const me = await accounts.me(principal);
    if (!missesTemplates(principal)) return { ...me, templates: null };
    const names = (await templates.titles()).map(({ name }) => name);
    return { ...me, templates: names.filter((name) => maySeeTemplate(principal, name)) };
  }
  return {
    "setup.state": async () => ({
      ...{ needed: await accounts.setUpNeeded(), provider: provider.name },
    }),
    "setup.create": async ({ body, address, device, intend }, reply) => {
      return reply.signIn(await accounts.setUp({ ...body, address, device, intend }));
    },
    "auth.sign-in": async ({ body, address, device, cookies, intend }, reply) => {
      const from = { address, device, intend, deviceTokens: cookies("device") };
      return reply.signIn(await accounts.signIn({ ...body, ...from }));
    },
    "auth.refresh": async ({ body, address, device, cookies }, reply) => {
      const tokens = body.refreshToken === undefined ? cookies("refresh") : [body.refreshToken];
      return reply.signIn(await accounts.refresh({ tokens, address, device }));
    },
    "auth.provider-begin": async ({ address, device }, reply) => {
      const { url, pending } = await provider.begin({ redirectUri, address, device });
      reply.keepPending(pending);
      return { url };
    },
    "auth.provider-finish": async (input, reply) => {
      const { body: parameters, address, device, cookies, intend } = input;
      const pending = cookies("provider");
      const from = { address, device, intend };
      const signedIn = await provider.finish({ redirectUri, parameters, pending, ...from });
      reply.keepPending(null);
      return reply.signIn(signedIn);
    },
    "auth.link-begin": async ({ body, caller, address, device }, reply) => {
      const from = { ...body, ...caller, address, device };
      const { url, pending } = await accounts.linkBegin({ redirectUri, ...from });
      reply.keepPending(pending);
      return { url };
    },
    "auth.link-finish": async ({ body: parameters, caller, address, device, cookies }, reply) => {
      const pending = cookies("provider");
      await provider.link({ redirectUri, parameters, pending, ...caller, address, device });
      reply.keepPending(null);
    },
    "auth.sign-out": async ({ caller }, reply) => {
      await accounts.signOut(caller.principal);
      reply.signOut();
    },
    "auth.me": ({ caller }) => meOf(caller.principal),
    "auth.check": async ({ body: { tokens } }) => ({
      items: await inPortions(tokens, async (token) => {
        const principal = await accounts.authenticate(token);
        // Between the two the user may have been removed.
        return principal === null ? null : meOf(principal).catch(() => null);
      }),
    }),
    "auth.accept": async ({ body, address, device, intend }, reply) => {
      return reply.signIn(await accounts.accept({ ...body, address, device, intend }));
    },
    "auth.check-link": ({ body, address }) => accounts.checkLink({ ...body, address }),
    "auth.password": ({ body, caller, address }) =>
      accounts.changePassword({ ...caller, ...body, address }),
    "auth.sessions": ({ query, caller }) => accounts.sessions({ ...caller, ...paging(query) }),
    "auth.end-session": ({ params, caller }) => accounts.endSession({ ...caller, ...params }),
  };
}

/** Tokens that are looked up at once: the store answers others meanwhile. */
const portionSize = 50;

/** Asks about each of many, a portion at a time; returns the answers in their order. */
async function inPortions<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < items.length; from += portionSize)
    answers.push(...(await Promise.all(items.slice(from, from + portionSize).map(ask))));
  return answers;
}
