import {
  linkState,
  type Me,
  type ProviderCallback,
  type Session,
  type SetUp,
  type SignIn,
} from "@formwork/contracts/account";
import type { AcceptLink } from "@formwork/contracts/person";
import { seesEverybodys } from "@formwork/contracts/policies/sight";
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { client } from "../../lib/api/client.ts";
import { queryKeys } from "../../lib/api/query-keys.ts";
import { session } from "../../lib/api/session/session.ts";

/** Signs in. The session is a cookie that scripts cannot read. */
export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SignIn) => client.call("auth.sign-in", { body }),
    onSuccess: (signedIn) => takeIn(queries, signedIn),
  });
}

/**
 * Finishes what was begun at the OpenID provider, with what it added to the address: a sign-in, or a
 * link to the user who is signed in.
 */
export function useFinishWithProvider() {
  const queries = useQueryClient();
  return useMutation({
    async mutationFn(body: ProviderCallback) {
      if (!isLink(body)) return client.call("auth.provider-finish", { body });
      await client.call("auth.link-finish", { body });
      return null;
    },
    onSuccess: (signedIn) =>
      signedIn === null
        ? queries.invalidateQueries({ queryKey: queryKeys.me })
        : takeIn(queries, signedIn),
  });
}

/** Returns true for what comes back from the provider to link it to the user. */
export function isLink({ state = "" }: ProviderCallback): boolean {
  return state.startsWith(linkState);
}

/** Creates the first admin and signs in. */
export function useSetUp() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SetUp) => client.call("setup.create", { body }),
    onSuccess: (signedIn) => queries.setQueryData(queryKeys.me, meOf(signedIn)),
  });
}

/** Sets the password by an invitation or reset link, and signs in: perhaps as somebody else. */
export function useAccept() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: AcceptLink) => client.call("auth.accept", { body }),
    onSuccess: (signedIn) => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.me[0] });
      takeIn(queries, signedIn);
    },
  });
}

/** Signs out and removes everything from the cache that was fetched for the user. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.call("auth.sign-out"),
    onSettled: () => {
      session.forget();
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.me[0] });
      queries.setQueryData(queryKeys.me, null);
    },
  });
}

/** Shows who has signed in at once, and asks what an admin granted, which a sign-in does not tell. */
function takeIn(queries: QueryClient, signedIn: Session): void {
  queries.setQueryData(queryKeys.me, meOf(signedIn));
  void queries.invalidateQueries({ queryKey: queryKeys.me });
}

/** Returns who is signed in, and until when without renewing the tokens, granted no more than the role. */
function meOf({ user, expiresAt }: Session): Me {
  const sees = seesEverybodys(user) ? "all" : "own";
  return { ...user, sees, seeOnly: [], linked: false, tokenExpiresAt: expiresAt };
}
