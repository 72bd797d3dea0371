import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { requiredMark } from "./field-label.tsx";
import { Hint } from "./hint.tsx";

type GroupProps = {
  id: string;
  title: string;
  required?: boolean | undefined;
  description?: string | undefined;
  /** Groups around this one: the first is a frame, those within it are indented by a line. */
  depth: number;
  framed: boolean;
  errors?: ReactNode;
  children: ReactNode;
};

/** Id of what is inside a group; the id itself may belong to a control in there. */
export const groupId = (id: string) => `${id}__group`;

/** Fields that belong together, under one heading. */
export function Group({
  id,
  title,
  required = false,
  description,
  depth,
  framed,
  errors,
  children,
}: GroupProps) {
  return (
    <Box role="group" aria-labelledby={`${id}__title`} sx={framed ? frame(depth) : undefined}>
      <Typography
        id={`${id}__title`}
        component={depth === 0 ? "h2" : "h3"}
        variant="h3"
        sx={required ? requiredMark : undefined}
      >
        {title}
      </Typography>
      {description ? <Hint id={`${id}__description`}>{description}</Hint> : null}
      {errors}
      {/* A list may be focused by the error summary, although it has no control of its own. */}
      <Box id={groupId(id)} tabIndex={-1} sx={{ mt: 1.5, outline: "none" }}>
        {children}
      </Box>
    </Box>
  );
}

function frame(depth: number) {
  return depth === 0
    ? { border: 1, borderColor: "divider", borderRadius: 1, p: { xs: 1.5, sm: 2 } }
    : { borderLeft: 2, borderColor: "divider", pl: { xs: 1.5, sm: 2 } };
}
