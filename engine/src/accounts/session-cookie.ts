import type { Principal } from "@formwork/contracts/account";

/** The cookie that holds the session token of a browser. */
export type SessionCookie = {
  name: string;
  /** Returns the value of `Set-Cookie` that signs a browser in. */
  write: (token: string, expiresAt: string) => string;
  /** Returns the value of `Set-Cookie` that signs it out. */
  clear: () => string;
  /**
   * Returns the tokens in a `Cookie` header. Without TLS another port of the host can set a cookie of
   * the same name, which may come first: only a look at all tells which one is of this installation.
   */
  read: (header: string | undefined) => string[];
};

/** Tokens of one request that are looked at: each costs a check, and browsers send one or two. */
const maxTokens = 8;

/**
 * Creates the session cookie of an installation. With an `https` address browsers bind it to that
 * host (prefix `__Host-`) and send it over TLS only.
 */
export function createSessionCookie({ publicUrl }: { publicUrl: string }): SessionCookie {
  const secure = new URL(publicUrl).protocol === "https:";
  const name = secure ? "__Host-formwork_session" : "formwork_session";
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  return {
    name,
    write: (token, expiresAt) =>
      `${name}=${token}; Expires=${new Date(expiresAt).toUTCString()}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
    read(header = "") {
      const pairs = header.split(";").map((pair) => pair.trim());
      const own = pairs.filter((pair) => pair.startsWith(`${name}=`));
      const tokens = own.map((pair) => pair.slice(name.length + 1)).filter(Boolean);
      return [...new Set(tokens)].slice(0, maxTokens);
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
