import Autocomplete from "@mui/material/Autocomplete";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { type ClipboardEvent, useState } from "react";
import { Hint } from "../../layout/hint.tsx";
import { useUnreadableField } from "../../validation/unreadable-text.ts";
import { addTags, splitTag, withoutTag } from "./edit-tags.ts";

type TagsFieldProps<Tag> = {
  id: string;
  value: readonly Tag[];
  onChange: (tags: (Tag | string)[]) => void;
  onBlur?: () => void;
  placeholder?: string | undefined;
  describedBy?: string | undefined;
  suggestions?: string[];
  disabled?: boolean;
  hasError?: boolean;
};

/**
 * Takes short texts as tags: Enter ends one, each line of a pasted text becomes one, Backspace
 * removes the last one. A comma is a part of its tag; a button then splits it.
 */
export function TagsField<Tag>(props: TagsFieldProps<Tag>) {
  const { id, value, onBlur, describedBy, suggestions = [], disabled = false } = props;
  const [pending, setPending] = useState("");
  const [doubled, setDoubled] = useState<string[]>([]);
  const [splittable, setSplittable] = useState<{ tag: string; index: number } | null>(null);
  const typed = pending.trim();
  // MUI leaves a text in the input that is in the list, and does not say why.
  const isDoubled = value.map(String).includes(typed);
  useUnreadableField(typed === "" ? null : pendingMessage(typed, isDoubled));
  // What is in the list stays in it as it is; what is added is a text.
  const report = (tags: unknown[]) => props.onChange(tags as (Tag | string)[]);

  function add(text: string) {
    const result = addTags(value, text);
    const tag = result.tags.at(-1);
    const isAdded = result.tags.length === value.length + 1;
    setDoubled(result.doubled);
    setSplittable(
      isAdded && String(tag).includes(",") ? { tag: String(tag), index: value.length } : null,
    );
    if (result.tags.length > value.length) report(result.tags);
  }

  function split(index: number) {
    const result = splitTag(value, index);
    setDoubled(result.doubled);
    setSplittable(null);
    report(result.tags);
  }

  function addLines(event: ClipboardEvent) {
    const text = event.clipboardData.getData("text");
    if (!/[\r\n]/.test(text.trim())) return;
    // An input of one line would join the lines.
    event.preventDefault();
    add(text);
  }

  return (
    <>
      <Autocomplete
        id={id}
        multiple
        freeSolo
        autoSelect
        filterSelectedOptions
        options={suggestions}
        value={value.map(String)}
        inputValue={pending}
        disabled={disabled}
        onInputChange={(_, text) => {
          setPending(text);
          if (text !== "") setDoubled([]);
        }}
        onChange={(_, tags, reason, details) => {
          if (reason === "clear") report([]);
          else if (reason === "removeOption") report(withoutTag(value, tags));
          else if (details !== undefined) add(details.option);
          if (reason === "clear" || reason === "removeOption") setSplittable(null);
        }}
        onBlur={onBlur}
        slotProps={{ chip: { size: "small" } }}
        renderInput={(params) => (
          <TextField
            {...params}
            placeholder={value.length === 0 ? (props.placeholder ?? "Type a word, then Enter") : ""}
            error={props.hasError ?? false}
            slotProps={{
              ...params.slotProps,
              htmlInput: {
                ...params.slotProps.htmlInput,
                "aria-describedby": describedBy,
                onPaste: addLines,
              },
            }}
          />
        )}
      />
      <span aria-live="polite">
        <Doubled tags={isDoubled ? [typed] : doubled} />
        {splittable === null ? null : (
          <Hint>
            “{splittable.tag}” is one value.{" "}
            <Button size="small" onClick={() => split(splittable.index)}>
              Split it at the commas
            </Button>
          </Hint>
        )}
      </span>
    </>
  );
}

function Doubled({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  const verb = tags.length === 1 ? "is" : "are";
  return (
    <Hint>
      {tags.map((tag) => `“${tag}”`).join(", ")} {verb} in the list already.
    </Hint>
  );
}

function pendingMessage(typed: string, isDoubled: boolean): string {
  return isDoubled
    ? `holds “${typed}”, which is in the list already: remove it here`
    : `holds “${typed}”, which is not added: press Enter`;
}
