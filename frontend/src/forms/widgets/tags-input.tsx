import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import type { WidgetProps } from "@rjsf/utils";
import { useDescribedBy } from "../layout/described-by.ts";

type TagsFieldProps = {
  id: string;
  value: string[];
  onChange: (tags: string[]) => void;
  onBlur?: () => void;
  placeholder?: string | undefined;
  describedBy?: string | undefined;
  suggestions?: string[];
  disabled?: boolean;
  hasError?: boolean;
};

/**
 * Takes short texts as tags: Enter ends one, Backspace removes the last one, a text with commas
 * becomes several.
 */
export function TagsField({
  id,
  value,
  onChange,
  onBlur,
  placeholder,
  describedBy,
  suggestions = [],
  disabled = false,
  hasError = false,
}: TagsFieldProps) {
  return (
    <Autocomplete
      id={id}
      multiple
      freeSolo
      autoSelect
      options={suggestions}
      value={value}
      disabled={disabled}
      onChange={(_, tags) =>
        onChange([
          ...new Set(
            tags
              .flatMap((tag) => tag.split(","))
              .map((tag) => tag.trim())
              .filter(Boolean),
          ),
        ])
      }
      onBlur={onBlur}
      slotProps={{ chip: { size: "small" } }}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={value.length === 0 ? (placeholder ?? "Type a word, then Enter") : ""}
          error={hasError}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, "aria-describedby": describedBy },
          }}
        />
      )}
    />
  );
}

/** Edits a list of short texts as tags. */
export function TagsInput({
  id,
  value,
  schema,
  disabled,
  readonly,
  placeholder,
  rawErrors = [],
  onChange,
  onBlur,
}: WidgetProps) {
  const tags: string[] = Array.isArray(value) ? value.map(String) : [];
  const items =
    typeof schema.items === "object" && !Array.isArray(schema.items) ? schema.items : {};
  return (
    <TagsField
      id={id}
      value={tags}
      onChange={onChange}
      onBlur={() => onBlur(id, value)}
      placeholder={placeholder || undefined}
      describedBy={useDescribedBy(id)}
      suggestions={[items.examples ?? []].flat().map(String)}
      disabled={disabled || readonly || false}
      hasError={rawErrors.length > 0}
    />
  );
}
