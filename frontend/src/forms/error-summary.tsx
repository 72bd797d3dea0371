import type { FieldError } from "@formwork/contracts/problem";
import Alert from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import { useEffect, useRef } from "react";
import { focusField } from "./focus-field.ts";
import { idOf, pathOf } from "./values/field-path.ts";
import { type AnySchema, titleAt } from "./values/schema-at.ts";

type ErrorSummaryProps = {
  errors: readonly FieldError[];
  schema: AnySchema;
  /** The number of submits that failed; the summary takes the focus each time it grows. */
  failedSubmits: number;
  /** False in the JSON tab, which has no fields to focus. */
  linked?: boolean;
};

/** Lists all errors after a failed submit; each entry focuses its field. */
export function ErrorSummary({ errors, schema, failedSubmits, linked = true }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failedSubmits > 0) box.current?.focus();
  }, [failedSubmits]);
  if (errors.length === 0) return null;
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      severity="error"
      sx={{ mb: 2.5, alignItems: "flex-start", scrollMarginTop: 80 }}
    >
      <AlertTitle sx={{ fontSize: "0.875rem", fontWeight: 600, mb: 0.25 }}>
        {errors.length === 1 ? "One field needs a change" : `${errors.length} fields need a change`}
      </AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2 }}>
        {errors.map((error) => (
          <li key={`${error.pointer} ${error.message}`}>
            <Entry error={error} schema={schema} linked={linked} />
          </li>
        ))}
      </Box>
    </Alert>
  );
}

function Entry({
  error,
  schema,
  linked,
}: {
  error: FieldError;
  schema: AnySchema;
  linked: boolean;
}) {
  const title = titleAt(schema, pathOf(error.pointer)) || "The payload";
  const name = linked ? (
    <Link
      href={`#${idOf(error.pointer)}`}
      color="inherit"
      underline="always"
      onClick={(event) => {
        event.preventDefault();
        focusField(error.pointer);
      }}
      sx={{ fontWeight: 600 }}
    >
      {title}
    </Link>
  ) : (
    <strong>{title}</strong>
  );
  return (
    <>
      {name}
      {startsSentence(error.message) ? ": " : " "}
      {error.message}
    </>
  );
}

/** True for a template's own words that do not go on after the name of the field. */
function startsSentence(message: string): boolean {
  return /^[^\p{Ll}]/u.test(message);
}
