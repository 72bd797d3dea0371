import { createContext, useContext, useEffect } from "react";
import { pointerOf } from "../values/field-path.ts";
import { useFieldPath } from "./field-path-context.ts";

/**
 * Reports that the text of a control cannot be read as a value, or with null that it can again. The
 * form cannot be submitted meanwhile.
 */
export type ReportUnreadableText = (pointer: string, message: string | null) => void;

/** Controls that stand in no form report to nobody. */
export const UnreadableTextContext = createContext<ReportUnreadableText>(() => {});

/**
 * Reports the message about an unreadable text for as long as the control is mounted. A report is
 * about one value of the field: a control whose value may change meanwhile passes it, too.
 */
export function useUnreadableText(
  path: readonly (string | number)[],
  message: string | null,
  value?: unknown,
) {
  const report = useContext(UnreadableTextContext);
  const pointer = pointerOf(path);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another value needs another report
  useEffect(() => {
    report(pointer, message);
    return () => report(pointer, null);
  }, [report, pointer, message, value]);
}

/** Reports the message about the text of a control at the field that is rendered. */
export function useUnreadableField(message: string | null) {
  useUnreadableText(useFieldPath(), message);
}
