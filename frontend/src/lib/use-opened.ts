import { useState } from "react";

/**
 * Returns a value as it was when it was first there, until `key` changes: what is published or
 * pushed meanwhile must not reset a form that is made from it.
 */
export function useOpened<Value>(value: Value | undefined, key: string): Value | undefined {
  const [opened, setOpened] = useState<{ key: string; value: Value }>();
  if (opened?.key === key) return opened.value;
  if (value !== undefined) setOpened({ key, value });
  return value;
}
