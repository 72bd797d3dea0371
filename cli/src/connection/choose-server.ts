import { endWith } from "../exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { checkProfileName, readProfiles } from "./profile-file.ts";
import { readAddress } from "./read-address.ts";

/** How a command line names its server. */
export type ServerOptions = { url?: string; profile?: string };
/** The server of a command, and what one shows it. `tokenFrom` says where the token was found. */
export type Server = {
  url: string;
  token: string | undefined;
  tokenFrom: string;
  /** The profile that the token is of, where it is of one; it can be renewed there. */
  profile?: string;
};

/** Where `npm start` listens. */
export const localAddress = "http://127.0.0.1:8080";

/**
 * Chooses the server and the token: `--url` before `--profile` before `FORMWORK_URL` before the
 * profile in use, and `FORMWORK_TOKEN` before the token of a profile that no option names. A
 * profile's token goes to the profile's own server and to no other.
 */
export function chooseServer({ env }: Pick<Terminal, "env">, options: ServerOptions): Server {
  const { profiles, current } = readProfiles(env);
  // An empty option is a variable of a script that is not set, and means no other server.
  const named = options.profile ?? (env.FORMWORK_PROFILE || undefined);
  const name = checkProfileName(named ?? current);
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (named !== undefined && profile === undefined)
    return endWith("usage", `There is no profile "${name}": ${listed(Object.keys(profiles))}`);
  const set = options.profile === undefined ? env.FORMWORK_URL || undefined : undefined;
  const given = options.url ?? set;
  const url = given === undefined ? (profile?.url ?? localAddress) : readAddress(given);
  if (env.FORMWORK_TOKEN && options.profile === undefined)
    return { url, token: checkToken(env.FORMWORK_TOKEN), tokenFrom: "FORMWORK_TOKEN" };
  const isOfProfile = profile !== undefined && profile.url === url;
  const tokenFrom = `profile ${name}`;
  return isOfProfile
    ? { url, token: profile.token, tokenFrom, profile: name }
    : { url, token: undefined, tokenFrom };
}

/** Ends the command for a text that no header takes; it is not repeated, as it may be a secret. */
function checkToken(token: string): string {
  return isToken(token) ? token : endWith("usage", "FORMWORK_TOKEN has to be one word of ASCII");
}

/** Returns true for one word of visible ASCII, which a header can carry. */
export function isToken(text: string): boolean {
  return /^[!-~]+$/.test(text);
}

function listed(names: string[]): string {
  return names.length === 0
    ? "there are none yet. Make one with formwork login"
    : `there are ${names.join(", ")}`;
}
