import Box from "@mui/material/Box";
import Button from "@mui/material/Button";

type WhoseProps = { mine: boolean; onChange: (mine: boolean) => void };

/** Chooses between the user's own jobs and everybody's. */
export function WhoseJobs({ mine, onChange }: WhoseProps) {
  return (
    <Box role="group" aria-label="Whose jobs" sx={{ display: "flex" }}>
      {[true, false].map((isMine) => (
        <Button
          key={String(isMine)}
          variant="outlined"
          color={isMine === mine ? "primary" : "inherit"}
          aria-pressed={isMine === mine}
          onClick={() => onChange(isMine)}
          sx={isMine ? left : right}
        >
          {isMine ? "Mine" : "Everybody’s"}
        </Button>
      ))}
    </Box>
  );
}

const half = { height: 36, fontWeight: 500, whiteSpace: "nowrap" } as const;
const left = { ...half, borderTopRightRadius: 0, borderBottomRightRadius: 0 } as const;
/** The borders between the two lie upon each other; that of the pressed one is above. */
const right = {
  ...{ ...half, ml: "-1px", borderTopLeftRadius: 0, borderBottomLeftRadius: 0 },
  ...{ "&[aria-pressed=true]": { zIndex: 1 } },
} as const;
