/**
 * The page's CSP nonce, for parts that make style tags (emotion, CodeMirror); undefined where the
 * page has none.
 */
export function cspNonce(): string | undefined {
  return document.querySelector("meta[property=csp-nonce]")?.getAttribute("content") ?? undefined;
}
