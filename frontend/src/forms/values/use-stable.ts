import { useRef } from "react";
import { jsonEqual } from "./json-equal.ts";

/** Returns the value of the last render while an equal one comes in: the same object counts as no change. */
export function useStable<T>(value: T): T {
  const last = useRef(value);
  if (!jsonEqual(last.current, value)) last.current = value;
  return last.current;
}
