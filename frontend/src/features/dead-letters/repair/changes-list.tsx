import type { PayloadChange } from "@formwork/contracts/payload-changes";
import { secretMask } from "@formwork/contracts/schema/secrets/secret-mask";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import type { AnySchema } from "../../../forms/values/schema-at.ts";
import { fieldName } from "../field-name.ts";
import { describeChanges } from "./describe-changes.ts";

/** Lists what will change in every job. */
export function ChangesList({
  changes,
  schema,
}: {
  changes: readonly PayloadChange[];
  schema: AnySchema;
}) {
  return (
    <Card title="Changes in every job">
      {changes.length === 0 && (
        <Typography sx={{ color: "text.secondary" }}>None yet: edit the form.</Typography>
      )}
      <Box component="ul" aria-label="Changes in every job" sx={list}>
        {describeChanges(changes, schema, secretMask).map(({ path, text }) => (
          <Box component="li" key={path} sx={{ overflowWrap: "anywhere" }}>
            <strong>{fieldName(path)}</strong> {text === null ? "is left out" : <code>{text}</code>}
          </Box>
        ))}
      </Box>
    </Card>
  );
}

const list = { m: 0, pl: 2, display: "grid", gap: 0.5 };
