/** The cookie that holds the session token of a browser. */
export type SessionCookie = {
  name: string;
  /** Returns the value of `Set-Cookie` that signs a browser in. */
  write: (token: string, expiresAt: string) => string;
  /** Returns the value of `Set-Cookie` that signs it out. */
  clear: () => string;
  /** Returns the token in a `Cookie` header, or null. */
  read: (header: string | undefined) => string | null;
};

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
      return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) || null;
    },
  };
}
