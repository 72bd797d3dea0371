import Box from "@mui/material/Box";
import { shortenDataUrls } from "../../lib/text/data-url.ts";
import { jsonText } from "../../lib/text/json-text.ts";
import { jsonTokens } from "../../lib/text/json-tokens.ts";
import { CopyButton } from "../copy-button.tsx";
import { Card } from "./card.tsx";

type CardProps = { title: string; value: unknown };

/** Shows a value as indented and coloured JSON; files in it are shortened, but copied whole. */
export function JsonCard({ title, value }: CardProps) {
  const whole = jsonText(value);
  const text = jsonText(shortenDataUrls(value));
  return (
    <Card
      title={title}
      flush
      actions={<CopyButton text={whole} label={`Copy the ${title.toLowerCase()}`} />}
    >
      <Box component="pre" role="region" tabIndex={0} aria-label={`${title} as JSON`} sx={style}>
        {text.length > maxColouredLength ? text : <ColouredJson text={text} />}
      </Box>
    </Card>
  );
}

/** Each token is an element; longer texts, in characters, would slow the page down. */
const maxColouredLength = 50_000;

function ColouredJson({ text }: { text: string }) {
  return jsonTokens(text).map(({ at, kind, text: token }) => (
    <span key={at} className={kind}>
      {token}
    </span>
  ));
}

const style = {
  m: 0,
  p: 2,
  maxHeight: 420,
  overflow: "auto",
  fontFamily: "var(--fw-mono)",
  fontSize: "0.75rem",
  lineHeight: 1.65,
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
  "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: -2 },
  "& .key": { color: "text.primary", fontWeight: 600 },
  "& .string": { color: "success.main" },
  "& .number": { color: "info.main" },
  "& .word": { color: "warning.main" },
  "& .punctuation": { color: "text.secondary" },
};
