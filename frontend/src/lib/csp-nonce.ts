/**
 * Returns the page's CSP nonce, for libraries that add style elements (emotion, CodeMirror);
 * undefined where the page has none.
 */
export function cspNonce(): string | undefined {
  return document.querySelector("meta[property=csp-nonce]")?.getAttribute("content") ?? undefined;
}
