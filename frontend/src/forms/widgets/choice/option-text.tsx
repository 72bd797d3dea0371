import Typography from "@mui/material/Typography";
import type { EnumOptionsType } from "@rjsf/utils";

/** Shows the label of an option, with its description below. */
export function OptionText({ option }: { option: EnumOptionsType }) {
  return (
    <span>
      {option.label}
      {option.schema?.description ? (
        <Typography
          component="span"
          variant="body2"
          sx={{ display: "block", color: "text.secondary" }}
        >
          {option.schema.description}
        </Typography>
      ) : null}
    </span>
  );
}
