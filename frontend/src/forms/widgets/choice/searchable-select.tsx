import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import type { EnumOptionsType, WidgetProps } from "@rjsf/utils";
import { useRef } from "react";
import { useDescribedBy } from "../../layout/described-by.ts";
import { matchingOptions } from "./matching-options.ts";
import { OptionText } from "./option-text.tsx";
import { OptionWindow, ScrollToOptionContext } from "./option-window.tsx";

type SearchableSelectProps = Pick<
  WidgetProps,
  "id" | "label" | "multiple" | "required" | "disabled" | "readonly" | "placeholder" | "onBlur"
> & {
  options: readonly EnumOptionsType[];
  /** The indexes of the selected options. */
  selected: readonly number[];
  isDisabled: (option: EnumOptionsType) => boolean;
  hasError: boolean;
  onSelect: (indexes: readonly number[]) => void;
};

/**
 * Selects of many options: what is typed filters them by all its words, and nothing is selected that
 * was not chosen with Enter or a click.
 */
export function SearchableSelect(props: SearchableSelectProps) {
  const { id, options, selected, multiple = false, required = false, onSelect } = props;
  const describedBy = useDescribedBy(id);
  const scrollTo = useRef<((place: number) => void) | null>(null);
  const shown = useRef<readonly number[]>([]);
  const isLocked = props.disabled === true || props.readonly === true;
  const labelOf = (index: number) => options[index]?.label ?? "";
  return (
    <ScrollToOptionContext value={scrollTo}>
      <Autocomplete
        id={id}
        multiple={multiple}
        disableCloseOnSelect={multiple}
        disableClearable={required && !multiple}
        disableListWrap
        disabled={isLocked}
        options={options.map((_, index) => index)}
        value={multiple ? [...selected] : (selected[0] ?? null)}
        getOptionLabel={labelOf}
        getOptionKey={(index) => index}
        getOptionDisabled={(index) => isDisabled(props, index)}
        filterOptions={(_, { inputValue }) => {
          // The text of the option that is selected is no search.
          const isSelected = !multiple && inputValue === labelOf(selected[0] ?? -1);
          const found = matchingOptions(options, isSelected ? "" : inputValue);
          shown.current = found;
          return found;
        }}
        onChange={(_, chosen) => onSelect([chosen ?? []].flat())}
        onHighlightChange={(_, index, reason) => {
          if (reason === "keyboard" && index !== null)
            scrollTo.current?.(shown.current.indexOf(index));
        }}
        onBlur={() => props.onBlur(id, undefined)}
        slots={{ listbox: OptionWindow }}
        slotProps={{ chip: { size: "small" } }}
        renderOption={({ key, ...option }, index) => (
          <li {...option} key={key}>
            {options[index] === undefined ? null : <OptionText option={options[index]} />}
          </li>
        )}
        noOptionsText="Nothing matches"
        renderInput={(params) => (
          <TextField
            {...params}
            placeholder={
              selected.length > 0 ? "" : props.placeholder || `Search ${options.length} options…`
            }
            error={props.hasError}
            slotProps={{
              ...params.slotProps,
              htmlInput: {
                ...params.slotProps.htmlInput,
                "aria-describedby": describedBy,
                "aria-required": required || undefined,
              },
            }}
          />
        )}
      />
    </ScrollToOptionContext>
  );
}

function isDisabled({ options, isDisabled }: SearchableSelectProps, index: number): boolean {
  const option = options[index];
  return option !== undefined && isDisabled(option);
}
