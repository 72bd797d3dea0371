import InputAdornment from "@mui/material/InputAdornment";
import OutlinedInput from "@mui/material/OutlinedInput";
import { SchemaExamples } from "@rjsf/core";
import { type BaseInputTemplateProps, examplesId, getInputProps } from "@rjsf/utils";
import { useDescribedBy } from "../layout/described-by.ts";

/** The width of inputs for short values, such as numbers and dates. */
const shortInputPx = 280;

/**
 * Takes a value with an `input` element: a line of text, a number, a date. Shows `ui:unit` and
 * `ui:prefix` inside it.
 */
export function TextInput(props: BaseInputTemplateProps) {
  const {
    id,
    type,
    value,
    schema,
    options,
    required,
    disabled,
    readonly,
    autofocus,
    placeholder,
    rawErrors = [],
  } = props;
  const { step, min, max, ...input } = getInputProps(schema, type, options);
  const isNumber = input.type === "number";
  const isShort =
    options.width === undefined && (isNumber || ["date", "time", "color"].includes(input.type));
  return (
    <>
      <OutlinedInput
        id={id}
        name={id}
        type={input.type}
        size="small"
        fullWidth
        value={value ?? ""}
        placeholder={placeholder}
        // The user has opened this form, and its template says which field comes first.
        autoFocus={autofocus ?? false}
        disabled={disabled ?? false}
        readOnly={readonly ?? false}
        error={rawErrors.length > 0}
        autoComplete={input.autoComplete ?? "off"}
        onChange={({ target }) =>
          props.onChange(target.value === "" ? options.emptyValue : target.value)
        }
        onBlur={() => props.onBlur(id, value)}
        onFocus={() => props.onFocus(id, value)}
        onWheel={
          isNumber ? ({ target }) => target instanceof HTMLElement && target.blur() : undefined
        }
        startAdornment={adornment("start", options.prefix)}
        endAdornment={adornment("end", options.unit)}
        sx={{ maxWidth: isShort ? shortInputPx : "none" }}
        inputProps={{
          step,
          min,
          max,
          "aria-required": required || undefined,
          "aria-describedby": useDescribedBy(id),
          list: schema.examples ? examplesId(id) : undefined,
        }}
      />
      <SchemaExamples id={id} schema={schema} />
    </>
  );
}

function adornment(position: "start" | "end", text: unknown) {
  return typeof text === "string" ? (
    <InputAdornment position={position}>{text}</InputAdornment>
  ) : undefined;
}
