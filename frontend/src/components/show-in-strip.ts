/**
 * Scrolls a strip sideways, and nothing else of the page, so that one of its elements is in the
 * middle. On a phone a strip is wider than the screen.
 */
export function showInStrip(strip: HTMLElement | null, selector: string): void {
  const element = strip?.querySelector<HTMLElement>(selector);
  if (!strip || !element) return;
  strip.scrollLeft = element.offsetLeft - (strip.clientWidth - element.offsetWidth) / 2;
}
