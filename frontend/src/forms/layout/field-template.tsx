import Box from "@mui/material/Box";
import type { FieldTemplateProps } from "@rjsf/utils";
import { getUiOptions } from "@rjsf/utils";
import { type FieldKind, fieldKind } from "../values/field-kind.ts";
import { singular, titleFromName } from "../values/schema-labels.ts";
import { AdditionalProperty } from "./additional-property.tsx";
import { FieldContextProvider, useFieldContext } from "./field-context.ts";
import { FieldLabel } from "./field-label.tsx";
import { Group } from "./group.tsx";

/**
 * One field with everything around its control: a heading for groups and lists, a label for
 * controls, then errors and hints.
 */
export function FieldTemplate(props: FieldTemplateProps) {
  const { hidden, children, schema, uiSchema } = props;
  // A constant is no question; it marks a branch, and is sent all the same.
  if (hidden || "const" in schema) return <div hidden>{children}</div>;
  const shape = fieldKind(schema, uiSchema);
  const field =
    shape === "json" || shape === "control" ? (
      <Single {...props} />
    ) : (
      <Compound {...props} shape={shape} />
    );
  return <AdditionalProperty {...props}>{field}</AdditionalProperty>;
}

type Compounds = { shape: Exclude<FieldKind, "json" | "control"> };

function Compound({ shape, ...props }: FieldTemplateProps & Compounds) {
  const { id, children, schema, uiSchema, registry, required, rawDescription, errors, help } =
    props;
  const { depth, labelOverride } = useFieldContext();
  const title = titleOf(props);
  const isBare = id === registry.globalFormOptions.idPrefix || labelOverride !== null;
  // The whole form and the body of an item or branch add no level: their frame is drawn already.
  const within = {
    depth: isBare && depth === 0 ? 0 : depth + 1,
    labelOverride: null,
    hideDescription: false,
    list: shape === "list" ? listNames(title, schema, uiSchema) : null,
  };
  const body = (
    <FieldContextProvider value={isBare ? { ...within, depth } : within}>
      <Box sx={{ display: "grid", gap: 2.5 }}>{children}</Box>
    </FieldContextProvider>
  );
  if (isBare) {
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
      framed={shape === "group" || shape === "choice"}
      errors={errors}
    >
      {body}
      {help}
    </Group>
  );
}

function Single(props: FieldTemplateProps) {
  const { id, children, schema, uiSchema, required, description, rawDescription, errors, help } =
    props;
  const { depth, labelOverride, hideDescription } = useFieldContext();
  const isToggle = schema.type === "boolean" && isToggleWidget(getUiOptions(uiSchema).widget);
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
        {children}
      </FieldContextProvider>
      <Box sx={isToggle ? { pl: 3.5, mt: -0.75 } : undefined}>
        {errors}
        {rawDescription && !hideDescription ? description : null}
        {help}
      </Box>
    </Box>
  );
}

/** The title as written, or one made of the property's name. */
function titleOf({
  label,
  schema,
  uiSchema,
}: Pick<FieldTemplateProps, "label" | "schema" | "uiSchema">): string {
  const written = getUiOptions(uiSchema).title ?? schema.title;
  return written === undefined ? titleFromName(label) : label;
}

function listNames(
  title: string,
  schema: FieldTemplateProps["schema"],
  uiSchema: FieldTemplateProps["uiSchema"],
) {
  const { items } = schema;
  const own = typeof items === "object" && !Array.isArray(items) ? items.title : undefined;
  const { item } = getUiOptions(uiSchema);
  return { title, item: String(item ?? own ?? oneOf(title)) };
}

/** What to call one of a list; a title that is no plural does not tell. */
function oneOf(title: string): string {
  return singular(title) === title ? "Item" : singular(title);
}

function isToggleWidget(widget: unknown): boolean {
  return widget === undefined || widget === "checkbox" || widget === "switch";
}
