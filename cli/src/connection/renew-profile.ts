import type { Session } from "@formwork/contracts/account";
import { type Client, createClient } from "@formwork/contracts/client/client";
import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { Terminal } from "../terminal/terminal.ts";
import { readProfiles, writeProfiles } from "./profile-file.ts";

type Params = {
  env: Terminal["env"];
  /** Name of the profile. */
  name: string;
  /** The token that the server does not take any more. */
  ended: string;
  fetch: typeof globalThis.fetch;
};

/**
 * Returns a token that goes on where one of a profile has ended, or null. Another command may have
 * renewed the profile meanwhile: then its token is taken, since a refresh token is good for one use.
 */
export async function renewProfile({ env, name, ended, fetch }: Params): Promise<string | null> {
  const profile = profileOf(env, name);
  if (profile === undefined) return null;
  if (profile.token !== ended) return profile.token;
  if (profile.refreshToken === undefined) return null;
  const client = createClient({ baseUrl: profile.url, fetch });
  const session = await exchange(client, profile.refreshToken);
  if (session === null) return null;
  const { token, refreshToken, sessionExpiresAt: expiresAt } = session;
  const { current, profiles } = readProfiles(env);
  const renewed = { ...profile, token, expiresAt, ...(refreshToken && { refreshToken }) };
  writeProfiles(env, { current, profiles: { ...profiles, [name]: renewed } });
  return token;
}

async function exchange(client: Client, refreshToken: string): Promise<Session | null> {
  try {
    return await client.call("auth.refresh", { body: { refreshToken } });
  } catch (error) {
    if (isProblemError(error) && error.problem.code === "not-signed-in") return null;
    throw error;
  }
}

function profileOf(env: Terminal["env"], name: string) {
  const { profiles } = readProfiles(env);
  return Object.hasOwn(profiles, name) ? profiles[name] : undefined;
}
