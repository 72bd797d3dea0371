import Box from "@mui/material/Box";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import type { MultiSchemaFieldTemplateProps, WidgetProps } from "@rjsf/utils";
import { cloneElement, isValidElement, type ReactElement, type ReactNode } from "react";
import { branchTitle } from "../values/schema-labels.ts";
import { FieldContextProvider, useFieldContext } from "./field-context.ts";
import { Hint } from "./hint.tsx";

/**
 * Shows the branches of a `oneOf` or `anyOf` by their titles, and the fields of the selected one.
 */
export function ChoiceTemplate({
  schema,
  selector,
  optionSchemaField,
}: MultiSchemaFieldTemplateProps) {
  const { depth } = useFieldContext();
  if (!isValidElement<WidgetProps>(selector)) return optionSchemaField;
  const branches: readonly unknown[] = schema.oneOf ?? schema.anyOf ?? [];
  const titles = branches.map(branchTitle);
  const selected = Number(selector.props.value ?? -1);
  const description = descriptionOf(branches[selected]);
  return (
    <Box>
      <BranchSelector selector={selector} titles={titles} />
      {description ? <Hint>{description}</Hint> : null}
      <FieldContextProvider
        value={{
          depth,
          labelOverride: titles[selected] ?? "Value",
          hideDescription: false,
          list: null,
        }}
      >
        <BranchFields>{optionSchemaField}</BranchFields>
      </FieldContextProvider>
    </Box>
  );
}

/** A branch without fields takes no space. */
const branchStyles = { mt: 2, "&:not(:has(.fw-field, [role=group]))": { display: "none" } };

function BranchFields({ children }: { children: ReactNode }) {
  return children ? <Box sx={branchStyles}>{children}</Box> : null;
}

/** Shows few branches with short titles as buttons, others as a select. */
function BranchSelector({
  selector,
  titles,
}: {
  selector: ReactElement<WidgetProps>;
  titles: string[];
}) {
  const { id, value, label, onChange, disabled, readonly, options } = selector.props;
  if (titles.length > 4 || titles.join("").length > 48) {
    return cloneElement(selector, {
      options: {
        ...options,
        enumOptions: titles.map((title, index) => ({ value: index, label: title })),
      },
      required: true,
    });
  }
  return (
    <ToggleButtonGroup
      id={id}
      exclusive
      size="small"
      value={value}
      aria-label={`Kind of ${label}`}
      disabled={disabled || readonly}
      onChange={(_, index: number | null) => index !== null && onChange(String(index))}
      sx={{ flexWrap: "wrap" }}
    >
      {titles.map((title, index) => (
        <ToggleButton
          key={title}
          value={index}
          sx={{ textTransform: "none", px: 1.5, py: 0.5, lineHeight: 1.5 }}
        >
          {title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function descriptionOf(branch: unknown): string | undefined {
  if (typeof branch !== "object" || branch === null || !("description" in branch)) return undefined;
  return typeof branch.description === "string" ? branch.description : undefined;
}
