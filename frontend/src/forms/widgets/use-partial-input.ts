import { useState } from "react";

/**
 * Tells when an `input` for a date or time holds something that is not whole yet. Its value is empty
 * then, and most browsers report no change: so `look` has to be called after each key, beside
 * `change`. The value of the form stays what it was, and the browser keeps what was typed.
 */
export function usePartialInput(value: string, onText: (text: string) => void) {
  /** The value of the form when the input became partial. */
  const [partialOf, setPartialOf] = useState<string | null>(null);
  // A value that comes from elsewhere replaces what was typed.
  const isPartial = partialOf === value;

  function change(input: HTMLInputElement): void {
    setPartialOf(input.validity.badInput ? value : null);
    if (!input.validity.badInput && input.value !== value) onText(input.value);
  }

  function look(input: HTMLInputElement): void {
    if (input.validity.badInput || isPartial) change(input);
  }

  return { isPartial, text: isPartial ? "" : value, change, look };
}
