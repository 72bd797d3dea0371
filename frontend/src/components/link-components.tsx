import Button, { type ButtonProps } from "@mui/material/Button";
import MuiLink, { type LinkProps } from "@mui/material/Link";
import { Link } from "react-router";

/**
 * A text link to a page of ours. Within a sentence it needs `underline="always"`, since colour
 * alone does not tell it from the words around.
 */
export function TextLink({ to, ...props }: LinkProps & { to: string }) {
  return <MuiLink component={Link} to={to} {...props} />;
}

/** A link that looks like a button. */
export function LinkButton({ to, ...props }: Omit<ButtonProps, "href"> & { to: string }) {
  return <Button component={Link} to={to} {...props} />;
}
