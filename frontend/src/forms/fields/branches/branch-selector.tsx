import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import type { FieldProps } from "@rjsf/utils";

type BranchSelectorProps = Pick<FieldProps, "fieldPathId" | "name" | "registry"> & {
  titles: readonly string[];
  label: string;
  shown: number | undefined;
  /** False where no branch may be chosen. */
  required: boolean;
  isLocked: boolean;
  onChoose: (branch: number | undefined) => void;
};

/**
 * Selects one of the branches: few with short titles by buttons, others by a select. An optional
 * choice can be taken back.
 */
export function BranchSelector(props: BranchSelectorProps) {
  const { titles, fieldPathId, label, shown, required, isLocked, onChoose } = props;
  if (titles.length > 4 || titles.join("").length > 48) return <BranchSelect {...props} />;
  return (
    <ToggleButtonGroup
      id={selectorId(fieldPathId.$id)}
      exclusive
      size="small"
      value={shown ?? null}
      aria-label={label}
      disabled={isLocked}
      onChange={(_, branch: number | null) =>
        (branch !== null || !required) && onChoose(branch ?? undefined)
      }
      sx={{ flexWrap: "wrap" }}
    >
      {titles.map((title, index) => (
        <ToggleButton
          // biome-ignore lint/suspicious/noArrayIndexKey: branches never change places, and titles may be equal
          key={index}
          value={index}
          sx={{ textTransform: "none", px: 1.5, py: 0.5, lineHeight: 1.5 }}
        >
          {title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function BranchSelect(props: BranchSelectorProps) {
  const { titles, fieldPathId, name, registry, label, shown, required, isLocked, onChoose } = props;
  const Select = registry.widgets.SelectWidget;
  if (Select === undefined) return null;
  return (
    <Select
      id={selectorId(fieldPathId.$id)}
      name={`${name}__branch`}
      label={label}
      schema={{ type: "number" }}
      value={shown}
      required={required}
      disabled={isLocked}
      readonly={false}
      options={{ enumOptions: titles.map((title, index) => ({ value: index, label: title })) }}
      onChange={(branch?: number) => onChoose(branch)}
      onBlur={() => {}}
      onFocus={() => {}}
      registry={registry}
    />
  );
}

const selectorId = (id: string) => `${id}__branch`;
