import InputAdornment from "@mui/material/InputAdornment";
import OutlinedInput from "@mui/material/OutlinedInput";
import { SchemaExamples } from "@rjsf/core";
import { type BaseInputTemplateProps, examplesId } from "@rjsf/utils";
import type { InputHTMLAttributes, KeyboardEventHandler } from "react";
import { useDescribedBy } from "../layout/described-by.ts";

/** The width of inputs for short values, such as numbers and dates. */
const shortInputPx = 280;

type InputBoxProps = {
  /** What RJSF passes to the control. */
  control: BaseInputTemplateProps;
  text: string;
  onText: (input: HTMLInputElement) => void;
  onBlur?: (input: HTMLInputElement) => void;
  onKeyDown?: KeyboardEventHandler<HTMLInputElement>;
  /** Called after each key, also where the browser reports no change. */
  onKeyUp?: (input: HTMLInputElement) => void;
  input: InputHTMLAttributes<HTMLInputElement>;
  isShort: boolean;
};

/** Shows an `input` element with `ui:prefix` and `ui:unit` of its field inside. */
export function InputBox(props: InputBoxProps) {
  const { control, text, onText, onBlur, onKeyDown, onKeyUp, isShort } = props;
  const { type = "text", autoComplete = "off", ...input } = props.input;
  const { id, schema, options, required, value, rawErrors = [] } = control;
  return (
    <>
      <OutlinedInput
        id={id}
        name={id}
        type={type}
        size="small"
        fullWidth
        value={text}
        placeholder={control.placeholder}
        // The user has opened this form, and its template says which field comes first.
        autoFocus={control.autofocus ?? false}
        disabled={control.disabled ?? false}
        readOnly={control.readonly ?? false}
        error={rawErrors.length > 0}
        autoComplete={autoComplete}
        onChange={({ target }) => isInput(target) && onText(target)}
        // MUI calls it without an event when the input is disabled while it has the focus.
        onBlur={(event?: { target: EventTarget }) => {
          if (isInput(event?.target)) onBlur?.(event.target);
          control.onBlur(id, value);
        }}
        onFocus={() => control.onFocus(id, value)}
        onKeyDown={onKeyDown}
        onKeyUp={({ target }) => isInput(target) && onKeyUp?.(target)}
        startAdornment={adornment("start", options.prefix)}
        endAdornment={adornment("end", options.unit)}
        sx={{ maxWidth: isShort ? shortInputPx : "none" }}
        inputProps={{
          ...input,
          "aria-required": required || undefined,
          "aria-describedby": useDescribedBy(id),
          list: schema.examples ? examplesId(id) : undefined,
        }}
      />
      <SchemaExamples id={id} schema={schema} />
    </>
  );
}

function isInput(target: EventTarget | undefined): target is HTMLInputElement {
  return target instanceof HTMLInputElement;
}

function adornment(position: "start" | "end", text: unknown) {
  return typeof text === "string" ? (
    <InputAdornment position={position}>{text}</InputAdornment>
  ) : undefined;
}
