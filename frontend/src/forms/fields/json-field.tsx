import { faultInLine, parseJson } from "@formwork/contracts/json/parse-json";
import type { FieldProps } from "@rjsf/utils";
import { lazy, Suspense, useState } from "react";
import { FieldErrors } from "../layout/field-error.tsx";
import { useUnreadableText } from "../validation/unreadable-text.ts";
import { jsonEqual } from "../values/json-equal.ts";
import { titleFromName } from "../values/schema-labels.ts";

const JsonEditor = lazy(async () => ({
  default: (await import("../editor/json-editor.tsx")).JsonEditor,
}));

/**
 * Edits a value of any type as JSON. While the text is no JSON, the value stays unchanged and the
 * form cannot be submitted.
 */
export function JsonField({
  formData,
  fieldPathId,
  name,
  schema,
  disabled = false,
  readonly = false,
  onChange,
  onBlur,
}: FieldProps) {
  const [{ text, value }, setTyped] = useState(() => typedOf(formData));
  const parsed = parse(text);
  // A value that comes from elsewhere replaces what was typed.
  if (!jsonEqual(value, formData)) setTyped(typedOf(formData));
  const message = parsed.ok ? null : parsed.message;
  useUnreadableText(fieldPathId.path, message);

  function edit(next: string) {
    const result = parse(next);
    setTyped({ text: next, value: result.ok ? result.value : formData });
    if (result.ok && !jsonEqual(result.value, formData)) onChange(result.value, fieldPathId.path);
  }

  return (
    <Suspense fallback={null}>
      <JsonEditor
        id={fieldPathId.$id}
        label={String(schema.title ?? titleFromName(name))}
        value={text}
        onChange={edit}
        onBlur={() => onBlur(fieldPathId.$id, formData)}
        readOnly={disabled || readonly}
        minLines={4}
      />
      <FieldErrors id={`${fieldPathId.$id}__json`} messages={message === null ? [] : [message]} />
    </Suspense>
  );
}

type Result = { ok: true; value: unknown } | { ok: false; message: string };

function parse(text: string): Result {
  if (text.trim() === "") return { ok: true, value: undefined };
  try {
    const { value, faults } = parseJson(text);
    const [first] = faults;
    return first === undefined
      ? { ok: true, value }
      : { ok: false, message: `cannot be kept: ${faultInLine(first)}` };
  } catch {
    return { ok: false, message: "must be JSON" };
  }
}

/** Returns the text of a value, and the value that the form holds beside it. */
const typedOf = (value: unknown) => ({ text: format(value), value });
const format = (value: unknown) => (value === undefined ? "" : JSON.stringify(value, null, 2));
