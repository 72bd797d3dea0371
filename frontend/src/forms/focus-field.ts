import { revealItem } from "./layout/list/long-list/item-revealers.ts";
import { groupId, idOf, idPrefix, idSeparator, pathOf } from "./values/field-path.ts";

const controlSelector =
  "input:not([type=hidden]), textarea, [role=combobox], button, [contenteditable=true]";

/**
 * Scrolls to the field that an error names and focuses its control. For a field that is not rendered
 * it focuses the nearest one around it.
 */
export function focusField(pointer: string): void {
  const id = idOf(pointer);
  if (document.getElementById(id) === null && revealItem(id)) {
    // The item is drawn once the list has shown it and has scrolled there.
    setTimeout(() => focusNearest(pointer), revealMs);
    return;
  }
  focusNearest(pointer);
}

/** How long a list takes to show one of its items. */
const revealMs = 100;

function focusNearest(pointer: string): void {
  const ids = idsOutwards(pathOf(pointer));
  const element = ids
    .map((id) => document.getElementById(id) ?? document.getElementById(groupId(id)))
    .find((found) => found !== null);
  if (!element) return;
  const control = element.matches(controlSelector)
    ? element
    : (element.querySelector<HTMLElement>("[aria-invalid=true]") ??
      element.querySelector<HTMLElement>(controlSelector) ??
      element);
  element.scrollIntoView({ block: "center", behavior: "smooth" });
  control.focus({ preventScroll: true });
}

/** Returns the ids of a field and of those around it, the innermost first. */
function idsOutwards(path: readonly string[]): string[] {
  const parts = [idPrefix, ...path];
  return parts.map((_, outer) => parts.slice(0, parts.length - outer).join(idSeparator));
}
