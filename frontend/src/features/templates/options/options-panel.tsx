import type { FieldError } from "@formwork/contracts/problem";
import { retryDefaults, type Template, templateDefaults } from "@formwork/contracts/template";
import ArrowIcon from "@mui/icons-material/KeyboardArrowDownRounded";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Card from "@mui/material/Card";
import Collapse from "@mui/material/Collapse";
import Typography from "@mui/material/Typography";
import { useId, useState } from "react";
import { lazyPart } from "../../../components/lazy/lazy-part.tsx";
import { optionSummary, type RunOptions } from "./run-options.ts";

const heightPx = 460;
const OptionFields = lazyPart(
  async () => (await import("./option-fields.tsx")).OptionFields,
  heightPx,
);

type OptionsPanelProps = {
  options: RunOptions;
  errors: readonly FieldError[];
  /** The template, whose values apply to options that are not set; null for a job run again. */
  template: Template | null;
  onChange: (options: RunOptions) => void;
};

/** Shows the options of a run. Closed at first, because most jobs run at once and without any. */
export function OptionsPanel({ options, errors, template, onChange }: OptionsPanelProps) {
  const [isOpen, setOpen] = useState(false);
  const bodyId = useId();
  const isShown = isOpen || errors.length > 0;
  const summary = optionSummary(options);
  return (
    <Card>
      <ButtonBase
        aria-expanded={isShown}
        aria-controls={bodyId}
        onClick={() => setOpen(!isShown)}
        sx={{ width: 1, justifyContent: "flex-start", gap: 0.5, p: 1.5, font: "inherit" }}
      >
        <ArrowIcon
          sx={{
            fontSize: 18,
            transform: isShown ? "none" : "rotate(-90deg)",
            transition: "transform 120ms",
          }}
        />
        <Typography component="h2" variant="h3">
          Options
        </Typography>
        <Typography
          component="span"
          noWrap
          sx={{ ml: "auto", fontSize: "0.75rem", color: "text.secondary" }}
        >
          {summary === "" ? "Now" : summary}
        </Typography>
      </ButtonBase>
      <Collapse in={isShown} id={bodyId} unmountOnExit>
        <Box sx={{ px: 2, pb: 2, display: "grid", gap: 2 }}>
          <OptionFields
            options={options}
            errors={errors}
            defaults={template === null ? null : defaultsOf(template)}
            onChange={onChange}
          />
        </Box>
      </Collapse>
    </Card>
  );
}

/** Returns the values that apply to options that are not set. */
function defaultsOf({ priority, timeout, retry }: Template) {
  return {
    priority: priority ?? templateDefaults.priority,
    timeout: timeout ?? templateDefaults.timeout,
    attempts: retry?.attempts ?? retryDefaults.attempts,
  };
}
