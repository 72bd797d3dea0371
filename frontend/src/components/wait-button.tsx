import Button, { type ButtonProps } from "@mui/material/Button";
import { waitText } from "../lib/api/seconds-left.ts";
import { useSecondsLeft } from "../lib/api/use-seconds-left.ts";

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
  return (
    <Button {...props} disabled={disabled || wait > 0}>
      {wait > 0 ? waitText(wait) : children}
    </Button>
  );
}
