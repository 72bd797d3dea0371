import AddIcon from "@mui/icons-material/AddRounded";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import type { ArrayFieldTemplateProps } from "@rjsf/utils";
import { fieldKind } from "../../values/field-kind.ts";
import { useFieldContext } from "../field-context.ts";
import { LongList } from "./long-list/long-list.tsx";
import { useListFocus } from "./use-list-focus.ts";

/** The number of items that are all drawn open; of more, each is a line. */
const maxOpenItems = 20;

/** Shows the items of a list and the button that adds one. */
export function ListTemplate({
  items,
  canAdd,
  onAddClick,
  disabled,
  readonly,
  schema,
  fieldPathId,
}: ArrayFieldTemplateProps) {
  const { list } = useFieldContext();
  const { listRef, addRef } = useListFocus(items.length);
  const itemName = (list?.item ?? "item").toLocaleLowerCase();
  const isOfObjects =
    typeof schema.items === "object" &&
    !Array.isArray(schema.items) &&
    schema.items.type === "object";
  return (
    <Box ref={listRef} sx={{ display: "grid", gap: isOfObjects ? 1.5 : 1 }}>
      {items.length === 0 ? (
        <Typography sx={{ color: "text.secondary", fontSize: "0.8125rem" }}>
          Nothing here yet.
        </Typography>
      ) : null}
      {items.length > maxOpenItems ? (
        <LongList
          id={fieldPathId.$id}
          items={items}
          itemName={list?.item ?? "Item"}
          isOfControls={isOfControls(schema)}
        />
      ) : (
        items
      )}
      {canAdd ? (
        <Box>
          <Button
            ref={addRef}
            variant="outlined"
            color="inherit"
            startIcon={<AddIcon />}
            onClick={onAddClick}
            disabled={disabled || readonly}
            sx={{ borderColor: "divider" }}
          >
            Add {itemName}
          </Button>
        </Box>
      ) : null}
    </Box>
  );
}

function isOfControls({ items }: ArrayFieldTemplateProps["schema"]): boolean {
  return (
    typeof items === "object" &&
    !Array.isArray(items) &&
    items.$ref === undefined &&
    fieldKind(items) === "control"
  );
}
