import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { groupId } from "../values/field-path.ts";
import { requiredMark } from "./field-label.tsx";
import { Hint } from "./hint.tsx";

type GroupProps = {
  id: string;
  title: string;
  required?: boolean | undefined;
  description?: string | undefined;
  /** The number of groups around this one: the outermost has a border, inner ones a line at the left. */
  depth: number;
  framed: boolean;
  errors?: ReactNode;
  children: ReactNode;
};

/** Shows fields under a common heading. */
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
    <Box role="group" aria-labelledby={`${id}__title`} sx={framed ? frameStyles(depth) : undefined}>
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
      {/* The error summary focuses a list here, which has no control of its own. */}
      <Box id={groupId(id)} tabIndex={-1} sx={{ mt: 1.5, outline: "none" }}>
        {children}
      </Box>
    </Box>
  );
}

function frameStyles(depth: number) {
  return depth === 0
    ? { border: 1, borderColor: "divider", borderRadius: 1, p: { xs: 1.5, sm: 2 } }
    : { borderLeft: 2, borderColor: "divider", pl: { xs: 1.5, sm: 2 } };
}
