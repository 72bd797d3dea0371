import type { FieldProps } from "@rjsf/utils";
import { lazy, Suspense, useState } from "react";
import { FieldErrors } from "../layout/field-error.tsx";
import { jsonEqual } from "../values/json-equal.ts";
import { titleFromName } from "../values/schema-labels.ts";
import { useUnreadableText } from "./unreadable-text.ts";

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
  const [text, setText] = useState(() => format(formData));
  const parsed = parse(text);
  if (parsed.ok && !jsonEqual(parsed.value, formData)) setText(format(formData));
  const message = parsed.ok ? null : "must be JSON";
  useUnreadableText(fieldPathId.path, message);

  function edit(next: string) {
    setText(next);
    const result = parse(next);
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

type Result = { ok: true; value: unknown } | { ok: false };

function parse(text: string): Result {
  if (text.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

const format = (value: unknown) => (value === undefined ? "" : JSON.stringify(value, null, 2));
