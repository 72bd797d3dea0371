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
 * A value of any form, written as JSON. While the text is no JSON, the value stays as it was and
 * the form cannot be sent.
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
  const [text, setText] = useState(() => write(formData));
  const parsed = read(text);
  if (parsed.ok && !jsonEqual(parsed.value, formData)) setText(write(formData));
  const fault = parsed.ok ? null : "must be JSON";
  useUnreadableText(fieldPathId.path, fault);

  function edit(next: string) {
    setText(next);
    const result = read(next);
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
      <FieldErrors id={`${fieldPathId.$id}__json`} messages={fault === null ? [] : [fault]} />
    </Suspense>
  );
}

type Result = { ok: true; value: unknown } | { ok: false };

function read(text: string): Result {
  if (text.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

const write = (value: unknown) => (value === undefined ? "" : JSON.stringify(value, null, 2));
