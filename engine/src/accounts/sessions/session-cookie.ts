import type { Principal } from "@formwork/contracts/account";

/** A cookie that scripts and other sites cannot read. */
export type Cookie = {
  name: string;
  /** Returns the value of `Set-Cookie` that keeps a value; `expiresAt` is a time that `Date` takes. */
  write: (value: string, expiresAt: string | number) => string;
  /** Returns the value of `Set-Cookie` that removes it. */
  clear: () => string;
  /**
   * Returns its values in a `Cookie` header. Without TLS another port of the host can set a cookie of
   * the same name, which may come first: only a look at all tells which one is of this installation.
   */
  read: (header: string | undefined) => string[];
};

/** The cookie that holds the session token of a browser. */
export type SessionCookie = Cookie;

/**
 * The cookies of a browser: `session` and `refresh` hold the tokens of those names, `device` shows
 * that somebody has signed in there, and `provider` holds a sign-in that an OpenID provider is asked
 * for.
 */
export type Cookies = Record<CookieName, Cookie>;
export type CookieName = "session" | "refresh" | "device" | "provider";

/** Values of one request that are looked at: each costs a check, and browsers send one or two. */
const maxTokens = 8;

/**
 * Creates the cookies of an installation. With an `https` address browsers bind them to that host
 * (prefix `__Host-`) and send them over TLS only.
 */
export function createCookies({ publicUrl }: { publicUrl: string }): Cookies {
  return {
    session: createCookie("formwork_session", publicUrl),
    refresh: createCookie("formwork_refresh", publicUrl),
    device: createCookie("formwork_device", publicUrl),
    provider: createCookie("formwork_provider", publicUrl),
  };
}

/** Creates the cookie that holds the session token of a browser. */
export function createSessionCookie({ publicUrl }: { publicUrl: string }): SessionCookie {
  return createCookies({ publicUrl }).session;
}

function createCookie(plainName: string, publicUrl: string): Cookie {
  const secure = new URL(publicUrl).protocol === "https:";
  const name = secure ? `__Host-${plainName}` : plainName;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  return {
    name,
    write: (value, expiresAt) =>
      `${name}=${value}; Expires=${new Date(expiresAt).toUTCString()}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
    read(header = "") {
      const pairs = header.split(";").map((pair) => pair.trim());
      const own = pairs.filter((pair) => pair.startsWith(`${name}=`));
      const values = own.map((pair) => pair.slice(name.length + 1)).filter(Boolean);
      return [...new Set(values)].slice(0, maxTokens);
    },
  };
}

/** Returns the first of some tokens that is valid, and whose it is; null where none is. */
export async function firstSession(
  tokens: readonly string[],
  authenticate: (token: string) => Promise<Principal | null>,
): Promise<{ token: string; principal: Principal } | null> {
  for (const token of tokens) {
    const principal = await authenticate(token);
    if (principal !== null) return { token, principal };
  }
  return null;
}
