import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import MenuItem from "@mui/material/MenuItem";
import Select from "@mui/material/Select";
import type { EnumOptionsType, WidgetProps } from "@rjsf/utils";
import { lazyPart } from "../../../components/lazy/lazy-part.tsx";
import { useDescribedBy } from "../../layout/described-by.ts";
import { labelId } from "../../values/field-path.ts";
import { jsonEqual } from "../../values/json-equal.ts";
import { distinctOptions, withNull } from "./distinct-options.ts";
import { OptionText } from "./option-text.tsx";

const SearchableSelect = lazyPart(
  async () => (await import("./searchable-select.tsx")).SearchableSelect,
);

const noValue = "";
/** The number of options from which on they are searched by typing. */
const minSearchable = 20;

/** Selects one of the values, or several. An optional value can be cleared. */
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
  const { enumDisabled = [], emptyValue } = options;
  const enumOptions = distinctOptions(withNull(options.enumOptions ?? [], props.schema));
  const isDisabled = (option: EnumOptionsType) =>
    Array.isArray(enumDisabled) && enumDisabled.includes(option.value);
  const indexes = (multiple ? asList(value) : [value]).flatMap((item) =>
    indexOfValue(enumOptions, item),
  );
  const select = (selection: unknown) =>
    onChange(readValue(selection, { enumOptions, multiple, emptyValue }));
  const describedBy = useDescribedBy(id);
  const isClearable = !multiple && !required && indexes.length > 0;
  if (enumOptions.length >= minSearchable) {
    return (
      <SearchableSelect
        {...props}
        options={enumOptions}
        selected={indexes.map(Number)}
        isDisabled={isDisabled}
        hasError={rawErrors.length > 0}
        onSelect={(chosen) => select(multiple ? chosen : (chosen[0] ?? noValue))}
        onBlur={() => onBlur(id, value)}
      />
    );
  }
  return (
    <Select
      labelId={labelId(id)}
      id={id}
      fullWidth
      multiple={multiple}
      displayEmpty
      value={multiple ? indexes : (indexes[0] ?? noValue)}
      disabled={disabled || readonly || false}
      error={rawErrors.length > 0}
      onChange={({ target }) => select(target.value)}
      onBlur={() => onBlur(id, value)}
      renderValue={() => (
        <SelectedLabels
          labels={indexes.map((index) => enumOptions[Number(index)]?.label ?? "")}
          placeholder={placeholder}
        />
      )}
      SelectDisplayProps={{
        "aria-describedby": describedBy,
        "aria-label": label,
        "aria-required": required || undefined,
      }}
    >
      {isClearable ? (
        <MenuItem value={noValue}>
          <Box component="span" sx={{ color: "text.secondary" }}>
            {enumOptions.some((option) => option.value === null) ? "Not set" : "None"}
          </Box>
        </MenuItem>
      ) : null}
      {enumOptions.map((option, index) => (
        <MenuItem
          key={option.label}
          value={String(index)}
          disabled={isDisabled(option)}
          sx={{ whiteSpace: "normal" }}
        >
          {multiple ? (
            <Checkbox size="small" checked={indexes.includes(String(index))} sx={{ p: 0, mr: 1 }} />
          ) : null}
          <OptionText option={option} />
        </MenuItem>
      ))}
    </Select>
  );
}

function SelectedLabels({
  labels,
  placeholder,
}: {
  labels: string[];
  placeholder: string | undefined;
}) {
  if (labels.length > 0) return labels.join(", ");
  return (
    <Box component="span" sx={{ color: "text.secondary" }}>
      {placeholder || "Choose…"}
    </Box>
  );
}

type ReadOptions = { enumOptions: EnumOptionsType[]; multiple: boolean; emptyValue: unknown };

/**
 * Returns the values of the selected options. The control works with their indexes, because a value
 * may be of any type.
 */
function readValue(
  selection: unknown,
  { enumOptions, multiple, emptyValue }: ReadOptions,
): unknown {
  if (multiple)
    return asList(selection)
      .map(Number)
      .sort((a, b) => a - b)
      .map((index) => enumOptions[index]?.value);
  return selection === noValue ? emptyValue : enumOptions[Number(selection)]?.value;
}

function indexOfValue(enumOptions: EnumOptionsType[], value: unknown): string[] {
  const index = enumOptions.findIndex((option) => jsonEqual(option.value, value));
  return index < 0 ? [] : [String(index)];
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
