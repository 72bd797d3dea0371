import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import { type FieldProps, getUiOptions } from "@rjsf/utils";
import { useDescribedBy } from "../layout/described-by.ts";
import { requiredMark } from "../layout/field-label.tsx";
import { jsonEqual } from "../values/json-equal.ts";
import { titleFromName } from "../values/schema-labels.ts";

/**
 * Shows a constant that is no text or number as a box to tick. Nothing is sent while it is not
 * ticked: a constant is a condition, which a person has to meet.
 */
export function ConstantField(props: FieldProps) {
  const { schema, fieldPathId, formData, required = false, disabled, readonly } = props;
  const { $id: id, path } = fieldPathId;
  const texts = useDescribedBy(id);
  return (
    <FormControlLabel
      label={labelOf(props)}
      disabled={disabled || readonly || false}
      sx={{
        ml: "-11px",
        my: -0.75,
        "& .MuiFormControlLabel-label": {
          fontSize: "0.8125rem",
          fontWeight: 550,
          ...(required ? requiredMark : {}),
        },
      }}
      control={
        <Checkbox
          id={id}
          name={id}
          size="small"
          checked={jsonEqual(formData, schema.const)}
          onChange={(_, checked) =>
            props.onChange(checked ? schema.const : undefined, path, undefined, id)
          }
          onBlur={() => props.onBlur(id, formData)}
          slotProps={{
            input: {
              "aria-describedby": texts,
              "aria-required": required || undefined,
            },
          }}
        />
      }
    />
  );
}

/** Returns the title, and the constant where ticking the box does not simply mean yes. */
function labelOf({ schema, uiSchema, name }: FieldProps): string {
  const title = String(getUiOptions(uiSchema).title ?? schema.title ?? titleFromName(name));
  const constant: unknown = schema.const;
  if (constant === true) return title;
  return `${title}: ${constant === false ? "no" : JSON.stringify(constant)}`;
}
