import { groupId } from "./layout/group.tsx";
import { idPrefix, idSeparator, pathOf } from "./values/field-path.ts";

const controls =
  "input:not([type=hidden]), textarea, [role=combobox], button, [contenteditable=true]";

/**
 * Brings the field that an error names into view and focuses its control; a field that is not drawn
 * gives way to what is around it.
 */
export function focusField(pointer: string): void {
  const ids = lineage(pathOf(pointer));
  const element = ids
    .map((id) => document.getElementById(id) ?? document.getElementById(groupId(id)))
    .find((found) => found !== null);
  if (!element) return;
  const control = element.matches(controls)
    ? element
    : (element.querySelector<HTMLElement>(controls) ?? element);
  element.scrollIntoView({ block: "center", behavior: "smooth" });
  control.focus({ preventScroll: true });
}

/** Ids from the field itself outwards. */
function lineage(path: readonly string[]): string[] {
  const parts = [idPrefix, ...path];
  return parts.map((_, outer) => parts.slice(0, parts.length - outer).join(idSeparator));
}
