import RemoveIcon from "@mui/icons-material/CloseRounded";
import FileIcon from "@mui/icons-material/InsertDriveFileOutlined";
import UploadIcon from "@mui/icons-material/UploadFileRounded";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import type { WidgetProps } from "@rjsf/utils";
import { type ChangeEvent, type DragEvent, useState } from "react";
import { visuallyHidden } from "../../../components/visually-hidden.ts";
import { formatBytes, summariseDataUrl } from "../../../lib/text/data-url.ts";
import { useDescribedBy } from "../../layout/described-by.ts";
import { FieldErrors } from "../../layout/field-error.tsx";
import { useFiles } from "./use-files.ts";

/** Takes a file, or several, as data URLs: chosen or dropped here. */
export function FileInput(props: WidgetProps) {
  const { id, value, multiple = false, options, onChange, onBlur } = props;
  const urls = [value ?? []].flat().filter((url: unknown) => typeof url === "string");
  const isLocked = props.disabled === true || props.readonly === true;
  const [isOver, setOver] = useState(false);
  const describedBy = useDescribedBy(id);
  const set = (next: string[]) => onChange(multiple ? next : (next[0] ?? options.emptyValue));
  const { add, refusal } = useFiles({ urls, multiple, onChange: set });

  function choose({ target }: ChangeEvent<HTMLInputElement>) {
    const files = [...(target.files ?? [])];
    // The same file may be chosen again.
    target.value = "";
    void add(files);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (!isLocked) void add([...event.dataTransfer.files]);
  }
  return (
    <>
      <Box
        onDragOver={(event) => {
          event.preventDefault();
          setOver(!isLocked);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        sx={{
          border: "1px dashed",
          borderColor: props.rawErrors?.length ? "error.main" : "action.disabled",
          borderRadius: 1,
          p: 1,
          bgcolor: isOver ? "action.hover" : undefined,
        }}
      >
        {urls.map((url, index) => (
          <FileLine
            // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be there twice
            key={index}
            url={url}
            isLocked={isLocked}
            onRemove={() => set(urls.filter((_, other) => other !== index))}
          />
        ))}
        <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 1.5 }}>
          <Button
            {...asLabel}
            variant="outlined"
            color="inherit"
            startIcon={<UploadIcon />}
            disabled={isLocked}
            sx={{
              borderColor: "divider",
              "&:focus-within": { outline: 2, outlineColor: "primary.main" },
            }}
          >
            {buttonText(multiple, urls.length)}
            <Box
              component="input"
              type="file"
              id={id}
              multiple={multiple}
              accept={typeof options.accept === "string" ? options.accept : undefined}
              disabled={isLocked}
              aria-describedby={describedBy}
              aria-required={props.required || undefined}
              onChange={choose}
              onBlur={() => onBlur(id, value)}
              sx={visuallyHidden}
            />
          </Button>
          <Box component="span" sx={{ color: "text.secondary", fontSize: "0.8125rem" }}>
            or drop {multiple ? "files" : "it"} here
          </Box>
        </Box>
      </Box>
      <Box role="status">
        <FieldErrors id={`${id}__refusal`} messages={refusal === null ? [] : [refusal]} />
      </Box>
    </>
  );
}

/** A label opens the files of its input, and is no second button beside it. */
const asLabel = { component: "label", role: undefined, tabIndex: -1 } as const;

function buttonText(multiple: boolean, count: number): string {
  if (multiple) return count === 0 ? "Choose files" : "Add files";
  return count === 0 ? "Choose a file" : "Choose another file";
}

/** Shows one file with the button that removes it. */
function FileLine({
  url,
  isLocked,
  onRemove,
}: {
  url: string;
  isLocked: boolean;
  onRemove: () => void;
}) {
  const { name, bytes } = summariseDataUrl(url) ?? { name: url.slice(0, 80), bytes: null };
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 1, mb: 0.5, minWidth: 0 }}>
      <FileIcon sx={{ fontSize: 18, color: "text.secondary" }} />
      <Box component="span" sx={{ overflowWrap: "anywhere", fontSize: "0.875rem" }}>
        {name}
      </Box>
      {bytes === null ? null : (
        <Box component="span" sx={{ color: "text.secondary", fontSize: "0.8125rem", flex: "none" }}>
          {formatBytes(bytes)}
        </Box>
      )}
      <IconButton
        aria-label={`Remove ${name}`}
        onClick={onRemove}
        disabled={isLocked}
        sx={{ ml: "auto" }}
      >
        <RemoveIcon sx={{ fontSize: 16 }} />
      </IconButton>
    </Box>
  );
}
