import PersonOutlined from "@mui/icons-material/PersonOutlined";
import Button from "@mui/material/Button";

/** Limits the list to the user's own jobs. */
export function CreatedByMeSwitch({
  on,
  onChange,
}: {
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <Button
      variant="outlined"
      color={on ? "primary" : "inherit"}
      startIcon={<PersonOutlined />}
      aria-pressed={on}
      onClick={() => onChange(!on)}
      sx={{ height: 36, fontWeight: 500, whiteSpace: "nowrap" }}
    >
      Created by me
    </Button>
  );
}
