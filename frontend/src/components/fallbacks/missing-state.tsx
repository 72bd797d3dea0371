import SearchOff from "@mui/icons-material/SearchOff";
import type { ReactNode } from "react";
import { LinkButton } from "../link-components.tsx";
import { EmptyState } from "./empty-state.tsx";

type MissingProps = {
  title: string;
  /** Why it may be missing. */
  children: ReactNode;
  /** The address and the label of a link to what is there. */
  to: string;
  label: string;
};

/** Says in place of the content that what the address names is not there. */
export function MissingState({ title, children, to, label }: MissingProps) {
  return (
    <EmptyState
      icon={SearchOff}
      title={title}
      action={
        <LinkButton to={to} variant="outlined">
          {label}
        </LinkButton>
      }
    >
      {children}
    </EmptyState>
  );
}
