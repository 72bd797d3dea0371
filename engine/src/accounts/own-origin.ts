/** The headers by which a server knows the site of a page. */
export type OriginHeaders = { origin?: string | undefined; host?: string | undefined };

/**
 * Returns true when `Origin` is this server: its public address, or the host that the request was
 * sent to (`localhost` for `127.0.0.1`). A page of another site can set neither header. A site that
 * points its own name at this server (DNS rebinding) passes, but has no cookie of Formwork.
 */
export function isOwnOrigin({ origin, host }: OriginHeaders, publicUrl: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  const home = new URL(publicUrl);
  return from.origin === home.origin || (from.protocol === home.protocol && from.host === host);
}
