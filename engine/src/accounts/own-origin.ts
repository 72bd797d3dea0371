/** The headers that tell from where a page speaks. */
export type OriginHeaders = { origin?: string | undefined; host?: string | undefined };

/**
 * True when `Origin` names this very server: its public address, or the host the request was sent
 * to (`localhost` for `127.0.0.1`). A page of another site can set neither header; one that rebinds
 * its own name to our address has no cookie of ours.
 */
export function isOwnOrigin({ origin, host }: OriginHeaders, publicUrl: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  const home = new URL(publicUrl);
  return from.origin === home.origin || (from.protocol === home.protocol && from.host === host);
}
