import { formDefaults } from "@formwork/contracts/schema/form/form-schema";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import {
  createSchemaUtils,
  type ErrorSchema,
  englishStringTranslator,
  type FieldPathList,
  type Registry,
  toFieldPathId,
  type UiSchema,
} from "@rjsf/utils";
import { type FormEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { BranchMemoryProvider, newBranchMemory } from "./fields/branches/branch-memory.ts";
import { UnfinishedRowsProvider } from "./fields/map/unfinished-rows.ts";
import { SchemaField } from "./fields/schema-field.tsx";
import { formTheme } from "./form-theme.tsx";
import { FormRulesProvider } from "./validation/form-rules.ts";
import type { PayloadRules } from "./validation/payload-rules.ts";
import { addDefaults } from "./values/add-defaults.ts";
import { markEmptyItems } from "./values/empty-items.ts";
import { idPrefix, idSeparator, valueAt } from "./values/field-path.ts";
import { setValue } from "./values/set-value.ts";

type SchemaFormProps = {
  id: string;
  rules: PayloadRules;
  layout: UiSchema;
  payload: Payload;
  errors: ErrorSchema;
  disabled: boolean;
  onBlur: (id: string) => void;
  /** Reports the new payload, and the id of the field that changed. */
  onChange: (payload: Payload, id: string) => void;
  onSubmit: () => void;
};

/**
 * Shows the fields of a schema. It replaces RJSF's own `Form`, which fills in, compares and copies
 * the whole payload several times per key: here an edit replaces one value, everything beside it
 * stays the same object, and only fields whose value changed are rendered again.
 */
export function SchemaForm(props: SchemaFormProps) {
  const { id, rules, layout, payload, errors, disabled } = props;
  const registry = useMemo(() => createRegistry(rules, layout), [rules, layout]);
  const { onChange, defaultAt } = usePayloadEdits(props);
  const { context, originalOption } = rules;
  const formRules = useMemo(
    () => ({ context, originalOption, defaultAt }),
    [context, originalOption, defaultAt],
  );
  // What is in no payload, such as what was typed in other branches, lives as long as the form.
  const [branches] = useState(newBranchMemory);
  const [unfinishedRows] = useState(() => new Map());
  const fieldPathId = useMemo(
    () => toFieldPathId("", registry.globalFormOptions),
    [registry.globalFormOptions],
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    props.onSubmit();
  }
  return (
    <form id={id} noValidate onSubmit={submit}>
      <FormRulesProvider value={formRules}>
        <BranchMemoryProvider value={branches}>
          <UnfinishedRowsProvider value={unfinishedRows}>
            <SchemaField
              name=""
              schema={rules.schema}
              uiSchema={layout}
              errorSchema={errors}
              fieldPathId={fieldPathId}
              formData={payload}
              onChange={onChange}
              onBlur={props.onBlur}
              onFocus={ignore}
              registry={registry}
              disabled={disabled}
              readonly={false}
            />
          </UnfinishedRowsProvider>
        </BranchMemoryProvider>
      </FormRulesProvider>
    </form>
  );
}

/**
 * Returns the function that sets one value of the payload, and the one that returns the default of an
 * absent value. Edits in the same moment build on each other. An edit that makes other fields appear
 * adds their defaults.
 */
function usePayloadEdits({ rules, payload, onChange }: SchemaFormProps) {
  const latest = useRef({ payload, rules, onChange });
  latest.current = { payload, rules, onChange };
  const report = useCallback((edited: unknown, id: string) => {
    const { rules, onChange } = latest.current;
    // The root of a form is an object, and so is what replaces it.
    const next = addDefaults(edited, rules.fill(edited as Payload)) as Payload;
    latest.current.payload = next;
    onChange(next, id);
  }, []);
  useEffect(() => {
    const { payload, rules } = latest.current;
    if (addDefaults(payload, rules.fill(payload)) !== payload) report(payload, idPrefix);
  }, [report]);
  const onFieldChange = useCallback(
    (value: unknown, path: FieldPathList, _errors?: unknown, id?: string) =>
      report(
        setValue(
          latest.current.payload,
          path,
          markEmptyItems(value, path, latest.current.rules.schema),
        ),
        id ?? idPrefix,
      ),
    [report],
  );
  const defaultAt = useCallback((path: readonly (string | number)[]) => {
    const { payload, rules } = latest.current;
    return valueAt(rules.fill(payload), path);
  }, []);
  return { onChange: onFieldChange, defaultAt };
}

function createRegistry({ schema, validator }: PayloadRules, layout: UiSchema): Registry {
  return {
    ...formTheme,
    rootSchema: schema,
    schemaUtils: createSchemaUtils(validator, schema, formDefaults),
    formContext: {},
    translateString: englishStringTranslator,
    globalUiOptions: layout["ui:globalOptions"],
    uiSchemaDefinitions: layout["ui:definitions"] ?? {},
    globalFormOptions: {
      idPrefix,
      idSeparator,
      useFallbackUiForUnsupportedType: false,
      experimental_componentUpdateStrategy: "shallow",
    },
  };
}

function ignore(): void {}
