import ErrorIcon from "@mui/icons-material/ErrorOutlineRounded";
import ArrowIcon from "@mui/icons-material/KeyboardArrowRightRounded";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Typography from "@mui/material/Typography";
import type { FieldPathId, Registry } from "@rjsf/utils";
import type { ReactElement } from "react";
import { type ErrorTree, messagesOf } from "../../../validation/field-errors.ts";
import type { AnySchema } from "../../../values/schema-at.ts";
import { useSecretPlace } from "../../use-secret-place.ts";
import { valuesInLine } from "./values-in-line.ts";

/** The props of an item as RJSF makes it. */
type ItemProps = {
  itemData?: unknown;
  rawItemSchema?: AnySchema;
  itemErrorSchema?: ErrorTree;
  parentFieldPathId?: FieldPathId;
  registry?: Registry;
};

type ItemLineProps = {
  item: ReactElement | undefined;
  index: number;
  name: string;
  isOpen: boolean;
  onToggle: () => void;
};

/** Shows an item of a long list as a line, which opens and closes its fields below. */
export function ItemLine({ item, index, name, isOpen, onToggle }: ItemLineProps) {
  // RJSF's own element, whose props its types do not tell.
  const {
    itemData,
    rawItemSchema = {},
    itemErrorSchema,
    parentFieldPathId,
    registry,
  } = (item?.props ?? {}) as ItemProps;
  const schema = registry?.schemaUtils.retrieveSchema(rawItemSchema, itemData) ?? rawItemSchema;
  const secrets = useSecretPlace([...(parentFieldPathId?.path ?? []), index]);
  const isFaulty = messagesOf(itemErrorSchema).length > 0;
  return (
    <Box>
      <ButtonBase
        aria-expanded={isOpen}
        onClick={onToggle}
        data-line={index}
        sx={{ width: "100%", gap: 1, px: 1, minHeight: 43, justifyContent: "flex-start" }}
      >
        <ArrowIcon sx={{ fontSize: 18, transform: isOpen ? "rotate(90deg)" : "none" }} />
        <Typography component="span" sx={{ fontSize: "0.8125rem", fontWeight: 600, flex: "none" }}>
          {name}
        </Typography>
        <Typography
          component="span"
          noWrap
          sx={{ fontSize: "0.8125rem", color: "text.secondary", minWidth: 0 }}
        >
          {valuesInLine(itemData, schema, secrets)}
        </Typography>
        {isFaulty ? (
          <ErrorIcon
            titleAccess="needs a change"
            sx={{ fontSize: 16, color: "error.main", ml: "auto" }}
          />
        ) : null}
      </ButtonBase>
      {isOpen ? <Box sx={{ px: 1, pb: 1 }}>{item}</Box> : null}
    </Box>
  );
}
