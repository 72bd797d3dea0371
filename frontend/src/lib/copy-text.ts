/**
 * Copies a text to the clipboard; resolves with false where the browser refuses. Browsers have no
 * `navigator.clipboard` on pages that come over plain HTTP from another machine: there the text is
 * copied as a selection.
 */
export async function copyText(text: string): Promise<boolean> {
  // Its type leaves out that it may be missing.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard === undefined) return copySelection(text);
  return clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

function copySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true; // No keyboard opens on a phone.
  area.style.cssText = "position: fixed; opacity: 0";
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
