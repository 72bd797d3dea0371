/** Whether a key is free for the list: not a field's, a menu's or dialog's, nor the browser's. */
export function isFreeKey(event: KeyboardEvent): boolean {
  const { target } = event;
  const isElsewhere =
    target instanceof HTMLElement &&
    target.closest(
      "input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=menu], [role=dialog]",
    );
  return !(event.ctrlKey || event.metaKey || event.altKey || isElsewhere);
}
