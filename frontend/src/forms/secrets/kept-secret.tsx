import KeptIcon from "@mui/icons-material/LockOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useDescribedBy } from "../layout/described-by.ts";
import { labelId } from "../values/field-path.ts";

type KeptSecretProps = { id: string; from: string; isLocked: boolean; onReplace: () => void };

/** Says that a secret is kept from where the payload came from, with a button that replaces it. */
export function KeptSecret({ id, from, isLocked, onReplace }: KeptSecretProps) {
  return (
    <Box
      sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: 1, minHeight: 40 }}
    >
      <span id={`${id}__kept`}>
        <KeptIcon aria-hidden sx={icon} />
        Kept from {from}
      </span>
      <Button
        id={id}
        size="small"
        sx={{ ml: -0.75 }}
        disabled={isLocked}
        aria-labelledby={`${labelId(id)} ${id}__replace`}
        aria-describedby={[`${id}__kept`, useDescribedBy(id)].filter(Boolean).join(" ")}
        onClick={onReplace}
      >
        <span id={`${id}__replace`}>Replace</span>
      </Button>
    </Box>
  );
}

const icon = { fontSize: 16, mr: 0.75, color: "text.secondary", verticalAlign: "-3px" };
