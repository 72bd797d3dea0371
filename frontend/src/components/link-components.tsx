import Button, { type ButtonProps } from "@mui/material/Button";
import MuiLink, { type LinkProps } from "@mui/material/Link";
import { Link } from "react-router";

/**
 * Shows a text link to a page of the UI. Within a sentence it needs `underline="always"`: colour
 * alone does not distinguish it from the text around it.
 */
export function TextLink({ to, ...props }: LinkProps & { to: string }) {
  return <MuiLink component={Link} to={to} {...props} />;
}

/** Shows a link to a page of the UI as a button. */
export function LinkButton({ to, ...props }: Omit<ButtonProps, "href"> & { to: string }) {
  return <Button component={Link} to={to} {...props} />;
}
