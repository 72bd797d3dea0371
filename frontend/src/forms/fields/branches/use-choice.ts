import { isObject } from "@formwork/contracts/schema/schema-tree";
import type { FieldProps } from "@rjsf/utils";
import { useMemo, useState } from "react";
import { useFormRules } from "../../validation/form-rules.ts";
import { useUnreadableText } from "../../validation/unreadable-text.ts";
import { useRememberedChoice } from "./branch-memory.ts";
import { missingField } from "./missing-field.ts";
import { shownBranch } from "./shown-branch.ts";
import { marksOf, switchBranch } from "./switch-branch.ts";

/** Holds which branch of a `oneOf` or `anyOf` is shown, and switches between them. */
export function useChoice({ schema, formData, fieldPathId, registry, onChange }: FieldProps) {
  const { context, originalOption } = useFormRules();
  const drawn: readonly unknown[] = schema.oneOf ?? schema.anyOf ?? [];
  const options = useMemo(() => drawn.map(originalOption), [drawn, originalOption]);
  const remembered = useRememberedChoice(fieldPathId.$id, fieldPathId.path);
  const [chosen, setChosen] = useState(remembered.chosen);
  const shown = shownBranch({ options, value: formData, chosen, context });
  useMissingField(fieldPathId.path, options[shown ?? -1], formData);

  function choose(to: number | undefined) {
    if (to === shown) return;
    if (shown !== undefined) remembered.values.set(shown, formData);
    remembered.chosen = to;
    setChosen(to);
    const next = switchBranch({
      options,
      to,
      marks: to === undefined ? {} : marksOf(drawn[to], registry.rootSchema),
      value: formData,
      remembered: to === undefined ? undefined : remembered.values.get(to),
      context,
    });
    // The payload itself is always an object.
    const isRoot = fieldPathId.path.length === 0;
    onChange(isRoot && !isObject(next) ? {} : next, fieldPathId.path, undefined, fieldPathId.$id);
  }

  return { drawn, shown, choose, remembered };
}

/** Reports the first field that the shown branch requires while it is empty and has no default. */
function useMissingField(path: readonly (string | number)[], branch: unknown, value: unknown) {
  const { context, defaultAt } = useFormRules();
  const key = missingField(branch, value, context.root);
  const isMissing = key !== undefined && defaultAt([...path, key]) === undefined;
  // No control reports under the empty key.
  useUnreadableText([...path, key ?? ""], isMissing ? "is required" : null);
}
