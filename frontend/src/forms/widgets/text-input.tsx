import { type BaseInputTemplateProps, getInputProps } from "@rjsf/utils";
import { InputBox } from "./input-box.tsx";
import { NumberInput } from "./number/number-input.tsx";
import { PickedInput } from "./picked-input.tsx";

const pickedTypes = ["date", "time", "datetime-local", "month", "week"];

/** Takes a value with an `input` element: a line of text, a number, a date. */
export function TextInput(control: BaseInputTemplateProps) {
  const { schema, options, value } = control;
  const input = getInputProps(schema, control.type, options);
  if (input.type === "number" || isNumber(schema)) return <NumberInput {...control} />;
  if (pickedTypes.includes(input.type)) return <PickedInput {...control} type={input.type} />;
  return (
    <InputBox
      control={control}
      text={value ?? ""}
      onText={({ value: text }) => control.onChange(text === "" ? options.emptyValue : text)}
      input={input}
      isShort={options.width === undefined && input.type === "color"}
    />
  );
}

function isNumber({ type }: BaseInputTemplateProps["schema"]): boolean {
  const types = [type ?? []].flat();
  return types.length > 0 && types.every((one) => ["number", "integer", "null"].includes(one));
}
