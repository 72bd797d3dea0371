import Button, { type ButtonProps } from "@mui/material/Button";
import { waitText } from "../lib/api/errors/seconds-left.ts";
import { useSecondsLeft } from "../lib/api/errors/use-seconds-left.ts";

/**
 * A button for what the server may refuse for a while: after such an error it counts the seconds until
 * another try is allowed, and cannot be pressed before.
 */
export function WaitButton({
  error,
  children,
  disabled = false,
  ...props
}: ButtonProps & { error: unknown }) {
  const wait = useSecondsLeft(error);
  if (wait === 0)
    return (
      <Button {...props} disabled={disabled}>
        {children}
      </Button>
    );
  return (
    <Button {...props} disabled sx={legible}>
      {waitText(wait)}
    </Button>
  );
}

/** What it says matters, although it cannot be pressed. */
const legible = { "&.Mui-disabled": { color: "text.primary", transition: "none" } } as const;
