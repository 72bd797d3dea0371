import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import MenuItem from "@mui/material/MenuItem";
import Select from "@mui/material/Select";
import Typography from "@mui/material/Typography";
import { ariaDescribedByIds, type EnumOptionsType, type WidgetProps } from "@rjsf/utils";
import { labelId } from "../../layout/field-label.tsx";
import { jsonEqual } from "../../values/json-equal.ts";

const nothing = "";

/** One of some values, or several of them. What is optional can be cleared again. */
export function SelectInput(props: WidgetProps) {
  const {
    id,
    label,
    value,
    multiple = false,
    options,
    required,
    disabled,
    readonly,
    placeholder,
    rawErrors = [],
    onChange,
    onBlur,
  } = props;
  const { enumOptions = [], enumDisabled = [], emptyValue } = options;
  const places = (multiple ? asList(value) : [value]).flatMap((one) => placeOf(enumOptions, one));
  const choose = (chosen: unknown) => onChange(read(chosen, { enumOptions, multiple, emptyValue }));
  const isClearable = !multiple && !required && places.length > 0;
  return (
    <Select
      labelId={labelId(id)}
      id={id}
      fullWidth
      multiple={multiple}
      displayEmpty
      value={multiple ? places : (places[0] ?? nothing)}
      disabled={disabled || readonly || false}
      error={rawErrors.length > 0}
      onChange={({ target }) => choose(target.value)}
      onBlur={() => onBlur(id, value)}
      renderValue={() => (
        <Chosen
          labels={places.map((place) => enumOptions[Number(place)]?.label ?? "")}
          placeholder={placeholder}
        />
      )}
      SelectDisplayProps={{
        "aria-describedby": ariaDescribedByIds(id),
        "aria-label": label,
        "aria-required": required || undefined,
      }}
    >
      {isClearable ? (
        <MenuItem value={nothing}>
          <Box component="span" sx={{ color: "text.secondary" }}>
            None
          </Box>
        </MenuItem>
      ) : null}
      {enumOptions.map((option, index) => (
        <MenuItem
          key={option.label}
          value={String(index)}
          disabled={Array.isArray(enumDisabled) && enumDisabled.includes(option.value)}
          sx={{ whiteSpace: "normal" }}
        >
          {multiple ? (
            <Checkbox size="small" checked={places.includes(String(index))} sx={{ p: 0, mr: 1 }} />
          ) : null}
          <OptionText option={option} />
        </MenuItem>
      ))}
    </Select>
  );
}

function Chosen({ labels, placeholder }: { labels: string[]; placeholder: string | undefined }) {
  if (labels.length > 0) return labels.join(", ");
  return (
    <Box component="span" sx={{ color: "text.secondary" }}>
      {placeholder || "Choose…"}
    </Box>
  );
}

/** A value's title, and under it what the schema says of it. */
export function OptionText({ option }: { option: EnumOptionsType }) {
  return (
    <span>
      {option.label}
      {option.schema?.description ? (
        <Typography
          component="span"
          variant="body2"
          sx={{ display: "block", color: "text.secondary" }}
        >
          {option.schema.description}
        </Typography>
      ) : null}
    </span>
  );
}

type Reading = { enumOptions: EnumOptionsType[]; multiple: boolean; emptyValue: unknown };

/**
 * The values behind chosen places; the options may be of any type, the control only knows their
 * numbers.
 */
function read(chosen: unknown, { enumOptions, multiple, emptyValue }: Reading): unknown {
  if (multiple)
    return asList(chosen)
      .map(Number)
      .sort((a, b) => a - b)
      .map((place) => enumOptions[place]?.value);
  return chosen === nothing ? emptyValue : enumOptions[Number(chosen)]?.value;
}

function placeOf(enumOptions: EnumOptionsType[], value: unknown): string[] {
  const place = enumOptions.findIndex((option) => jsonEqual(option.value, value));
  return place < 0 ? [] : [String(place)];
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
