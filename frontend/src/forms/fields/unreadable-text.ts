import { createContext, useContext, useEffect } from "react";
import { pointerOf } from "../values/field-path.ts";

/**
 * Takes note of a control whose text stands for no value (or none any more, with null); the form
 * cannot be sent meanwhile.
 */
export type ReportUnreadableText = (pointer: string, message: string | null) => void;

export const UnreadableTextContext = createContext<ReportUnreadableText>(() => {});

/** Reports what is wrong with a control's text, for as long as the control is there. */
export function useUnreadableText(path: readonly (string | number)[], message: string | null) {
  const report = useContext(UnreadableTextContext);
  const pointer = pointerOf(path);
  useEffect(() => {
    report(pointer, message);
    return () => report(pointer, null);
  }, [report, pointer, message]);
}
