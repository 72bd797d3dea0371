/** The cookie that holds a browser's session token. */
export type SessionCookie = {
  name: string;
  /** Value of `Set-Cookie` that signs a browser in. */
  write: (token: string, expiresAt: string) => string;
  /** Value of `Set-Cookie` that signs it out. */
  clear: () => string;
  /** The token in a `Cookie` header, or null. */
  read: (header: string | undefined) => string | null;
};

/**
 * Makes the cookie of one installation: behind TLS it is bound to this very host (`__Host-`) and
 * never sent in the clear.
 */
export function createSessionCookie({ publicUrl }: { publicUrl: string }): SessionCookie {
  const secure = new URL(publicUrl).protocol === "https:";
  const name = secure ? "__Host-formwork_session" : "formwork_session";
  const rules = `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  return {
    name,
    write: (token, expiresAt) =>
      `${name}=${token}; Expires=${new Date(expiresAt).toUTCString()}; ${rules}`,
    clear: () => `${name}=; Max-Age=0; ${rules}`,
    read(header = "") {
      const pairs = header.split(";").map((pair) => pair.trim());
      return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) || null;
    },
  };
}
