import Box from "@mui/material/Box";
import type { FieldProps } from "@rjsf/utils";
import { useMemo } from "react";
import { FieldContextProvider, useFieldContext } from "../../layout/field-context.ts";
import { FieldErrors } from "../../layout/field-error.tsx";
import { Hint } from "../../layout/hint.tsx";
import { branchTitle, titleFromName } from "../../values/schema-labels.ts";
import { SchemaField } from "../schema-field.tsx";
import { BranchMemoryProvider, memoryWithin } from "./branch-memory.ts";
import { branchLayout, branchSchema } from "./branch-schema.ts";
import { BranchSelector } from "./branch-selector.tsx";
import { useChoice } from "./use-choice.ts";

/**
 * Shows the branches of a `oneOf` or `anyOf` by their titles, and the fields of the one that is
 * chosen. It replaces RJSF's own field, which chooses the first branch unasked and forgets what
 * was typed in the others.
 */
export function ChoiceField(props: FieldProps) {
  const { schema, name, fieldPathId, required = false, errorSchema } = props;
  const { drawn, shown, choose, remembered } = useChoice(props);
  const titles = drawn.map(branchTitle);
  const description = shown === undefined ? undefined : descriptionOf(drawn[shown]);
  return (
    <Box>
      {drawn.length === 1 ? null : (
        <BranchSelector
          {...props}
          titles={titles}
          label={`Kind of ${schema.title ?? titleFromName(name)}`}
          shown={shown}
          required={required}
          isLocked={props.disabled === true || props.readonly === true}
          onChoose={choose}
        />
      )}
      {description ? <Hint>{description}</Hint> : null}
      {shown === undefined ? (
        <FieldErrors
          id={`${fieldPathId.$id}__error`}
          messages={errorSchema?.__errors?.map(String) ?? []}
        />
      ) : (
        <BranchMemoryProvider
          value={{ memory: memoryWithin(remembered, shown), depth: fieldPathId.path.length }}
        >
          <BranchFields {...props} branch={shown} title={titles[shown] ?? "Value"} />
        </BranchMemoryProvider>
      )}
    </Box>
  );
}

/** A branch without fields takes no space. */
const branchStyles = { mt: 2, "&:not(:has(.fw-field, [role=group]))": { display: "none" } };

function BranchFields({ branch, title, ...props }: FieldProps & { branch: number; title: string }) {
  const { schema, uiSchema, options } = props;
  const { depth } = useFieldContext();
  // RJSF passes the branches on as `options`, their references resolved.
  const option = (options as unknown[])[branch];
  const drawn = useMemo(() => branchSchema(schema, option), [schema, option]);
  const layout = useMemo(
    () => branchLayout(schema, uiSchema ?? {}, branch),
    [schema, uiSchema, branch],
  );
  if (drawn.type === "null" || "const" in drawn) return null;
  return (
    <FieldContextProvider
      value={{ depth, labelOverride: title, hideDescription: false, list: null }}
    >
      <Box sx={branchStyles}>
        <SchemaField key={branch} {...props} schema={drawn} uiSchema={layout} />
      </Box>
    </FieldContextProvider>
  );
}

function descriptionOf(branch: unknown): string | undefined {
  if (typeof branch !== "object" || branch === null || !("description" in branch)) return undefined;
  return typeof branch.description === "string" ? branch.description : undefined;
}
