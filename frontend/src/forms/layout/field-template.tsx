import Box from "@mui/material/Box";
import type { FieldTemplateProps } from "@rjsf/utils";
import { getUiOptions } from "@rjsf/utils";
import { constantKind } from "../values/constant-kind.ts";
import { type FieldKind, fieldKind } from "../values/field-kind.ts";
import { singular, titleFromName } from "../values/schema-labels.ts";
import { useStable } from "../values/use-stable.ts";
import { DescriptionContext, defaultTextId, describedBy } from "./described-by.ts";
import { FieldContextProvider, useFieldContext } from "./field-context.ts";
import { FieldLabel } from "./field-label.tsx";
import { Group } from "./group.tsx";
import { Hint } from "./hint.tsx";
import { useDefaultText } from "./use-default-text.ts";

/**
 * Lays out one field: a heading for groups and lists or a label for a control, then its errors and
 * descriptions.
 */
export function FieldTemplate(props: FieldTemplateProps) {
  const { hidden, children, schema, uiSchema } = props;
  if (hidden || constantKind(schema) === "mark") return <div hidden>{children}</div>;
  const kind = fieldKind(schema, uiSchema);
  return kind === "json" || kind === "control" ? (
    <ControlField {...props} />
  ) : (
    <GroupField {...props} kind={kind} />
  );
}

type GroupKind = { kind: Exclude<FieldKind, "json" | "control"> };

function GroupField({ kind, ...props }: FieldTemplateProps & GroupKind) {
  const { id, children, schema, uiSchema, registry, required, rawDescription, errors, help } =
    props;
  const { depth, labelOverride } = useFieldContext();
  const title = titleOf(props);
  const isUnframed = id === registry.globalFormOptions.idPrefix || labelOverride !== null;
  // The whole form and the body of an item or branch add no level: they have a frame already.
  const innerContext = {
    depth: isUnframed ? depth : depth + 1,
    labelOverride: null,
    hideDescription: false,
    list: kind === "list" ? listNames(title, schema, uiSchema) : null,
  };
  const body = (
    <FieldContextProvider value={innerContext}>
      <Box sx={{ display: "grid", gap: 2.5 }}>{children}</Box>
    </FieldContextProvider>
  );
  if (isUnframed) {
    return (
      <>
        {errors}
        {body}
      </>
    );
  }
  return (
    <Group
      id={id}
      title={title}
      required={required}
      description={rawDescription}
      depth={depth}
      framed={kind === "group" || kind === "choice"}
      errors={errors}
    >
      {body}
      {help}
    </Group>
  );
}

function ControlField(props: FieldTemplateProps) {
  const { id, children, schema, uiSchema, required, description, rawDescription, errors, help } =
    props;
  const { depth, labelOverride, hideDescription } = useFieldContext();
  const isToggle =
    constantKind(schema) === "ticked" ||
    (schema.type === "boolean" && isToggleWidget(getUiOptions(uiSchema).widget));
  const defaultText = useDefaultText(props);
  const texts = describedBy(props, { hideDescription, hasDefaultText: defaultText !== undefined });
  return (
    <Box className="fw-field">
      {isToggle ? null : (
        <FieldLabel
          id={id}
          text={labelOverride ?? titleOf(props)}
          required={required ?? false}
          hidden={labelOverride !== null}
        />
      )}
      <FieldContextProvider
        value={{ depth, labelOverride: null, hideDescription: false, list: null }}
      >
        <DescriptionContext value={useStable({ id, texts })}>{children}</DescriptionContext>
      </FieldContextProvider>
      <Box sx={isToggle ? { pl: 3.5, mt: -0.75 } : undefined}>
        {errors}
        {rawDescription && !hideDescription ? description : null}
        {help}
        {defaultText === undefined ? null : <Hint id={defaultTextId(id)}>{defaultText}</Hint>}
      </Box>
    </Box>
  );
}

/** Returns the title of the layout or schema, or one derived from the property's name. */
function titleOf({
  label,
  schema,
  uiSchema,
}: Pick<FieldTemplateProps, "label" | "schema" | "uiSchema">): string {
  const explicit = getUiOptions(uiSchema).title ?? schema.title;
  return explicit === undefined ? titleFromName(label) : label;
}

function listNames(
  title: string,
  schema: FieldTemplateProps["schema"],
  uiSchema: FieldTemplateProps["uiSchema"],
) {
  const { items } = schema;
  const itemTitle = typeof items === "object" && !Array.isArray(items) ? items.title : undefined;
  const { item } = getUiOptions(uiSchema);
  return { title, item: String(item ?? itemTitle ?? singularOrItem(title)) };
}

/** Returns the name of one item of a list: the singular of its title, or "Item" without one. */
function singularOrItem(title: string): string {
  return singular(title) === title ? "Item" : singular(title);
}

function isToggleWidget(widget: unknown): boolean {
  return widget === undefined || widget === "checkbox" || widget === "switch";
}
