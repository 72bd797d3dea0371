import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ArrayFieldItemTemplateProps } from "@rjsf/utils";
import { isValidElement, type ReactNode } from "react";
import { fieldKind } from "../../values/field-kind.ts";
import { itemSummary } from "../../values/schema-labels.ts";
import { FieldContextProvider, useFieldContext } from "../field-context.ts";
import { useSecretPlace } from "../use-secret-place.ts";
import { ItemButtons } from "./item-buttons.tsx";

/**
 * Shows one item of a list: as a single line when it is one control, else as a card with a heading.
 */
export function ListItemTemplate({
  children,
  buttonsProps,
  hasToolbar,
  index,
  schema,
  uiSchema,
}: ArrayFieldItemTemplateProps) {
  const { list, depth } = useFieldContext();
  const { title = "the list", item = "Item" } = list ?? {};
  const secrets = useSecretPlace(buttonsProps.fieldPathId.path);
  const name = `${item} ${index + 1}`;
  const body = (
    <FieldContextProvider
      value={{ depth, labelOverride: name, hideDescription: index > 0, list: null }}
    >
      {children}
    </FieldContextProvider>
  );
  const buttons = hasToolbar ? <ItemButtons {...buttonsProps} list={title} /> : null;
  const isSingle = fieldKind(schema, uiSchema) === "control";
  if (isSingle) return <ControlItem index={index} body={body} buttons={buttons} />;
  return (
    <ItemCard
      index={index}
      name={name}
      summary={itemSummary(dataOf(children), schema, secrets)}
      body={body}
      buttons={buttons}
    />
  );
}

type ItemParts = { index: number; body: ReactNode; buttons: ReactNode };

function ControlItem({ index, body, buttons }: ItemParts) {
  return (
    <Box
      data-item={index}
      sx={{
        display: "grid",
        gridTemplateColumns: "minmax(0, 1fr) auto",
        gap: 1,
        alignItems: "start",
      }}
    >
      {body}
      <Box sx={{ pt: "3px" }}>{buttons}</Box>
    </Box>
  );
}

function ItemCard({
  index,
  name,
  summary,
  body,
  buttons,
}: ItemParts & { name: string; summary: string }) {
  return (
    <Box
      data-item={index}
      role="group"
      aria-label={name}
      sx={{ border: 1, borderColor: "divider", borderRadius: 1, overflow: "hidden" }}
    >
      <Box
        sx={{
          display: "flex",
          alignItems: "center",
          gap: 1,
          pl: { xs: 1.5, sm: 2 },
          pr: 0.75,
          minHeight: 40,
          bgcolor: "action.hover",
        }}
      >
        <Typography component="span" sx={{ fontSize: "0.8125rem", fontWeight: 600, flex: "none" }}>
          {name}
        </Typography>
        <Typography
          component="span"
          noWrap
          sx={{ fontSize: "0.8125rem", color: "text.secondary", flex: 1, minWidth: 0 }}
        >
          {summary}
        </Typography>
        {buttons}
      </Box>
      <Box sx={{ p: { xs: 1.5, sm: 2 } }}>{body}</Box>
    </Box>
  );
}

/** Returns the value of the item, from the props of the field that RJSF has created for it. */
function dataOf(children: ReactNode): unknown {
  return isValidElement<{ formData?: unknown }>(children) ? children.props.formData : undefined;
}
