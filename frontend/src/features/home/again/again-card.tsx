import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { StateChip } from "../../../components/chips/state-chip.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { LinkButton, TextLink } from "../../../components/link-components.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { joinQueries } from "../../../lib/api/join-queries.ts";
import { paths } from "../../../lib/paths.ts";
import type { ShownTemplate } from "./shown-templates.ts";
import { useOwnTemplates } from "./use-own-templates.ts";

/** Offers the templates that the user uses most. */
export function AgainCard() {
  const { items, queries } = useOwnTemplates();
  return (
    <Card
      title="Run again"
      actions={
        <LinkButton to={paths.templates} color="inherit">
          All templates
        </LinkButton>
      }
    >
      <AgainContent items={items} {...joinQueries(queries)} />
    </Card>
  );
}

type ContentProps = { items: ShownTemplate[] | null; error: Error | null; retry: () => void };

function AgainContent({ items, error, retry }: ContentProps) {
  if (items === null)
    return error === null ? (
      <Skeleton variant="rounded" height={76} aria-label="Loading your templates" />
    ) : (
      <ErrorState error={error} onRetry={retry} />
    );
  if (items.length === 0)
    return (
      <Typography sx={{ color: "text.secondary" }}>
        The templates that you run most will be here.
      </Typography>
    );
  return (
    <Box component="ul" aria-label="Templates that you use most" sx={list}>
      {items.map((item) => (
        <Tile key={item.template} {...item} />
      ))}
    </Box>
  );
}

/** Links to the form of a template, and within it to the last job that the user made of it. */
function Tile({ template, title, last }: ShownTemplate) {
  return (
    <Box component="li" sx={tile}>
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <TextLink to={paths.run(template)} color="inherit" className="tile-link" sx={wholeTile}>
          {title}
        </TextLink>
        <Typography variant="body2" component="div" noWrap sx={{ color: "text.secondary" }}>
          <TextLink
            to={paths.job(last.id)}
            color="inherit"
            aria-label={`Last job of ${title}${last.summary === "" ? "" : `: ${last.summary}`}`}
            sx={{ position: "relative" }}
          >
            {last.summary === "" ? "last job" : last.summary}
          </TextLink>
          {" · "}
          <RelativeTime at={last.createdAt} />
        </Typography>
      </Box>
      <StateChip state={last.state} />
    </Box>
  );
}

const list = {
  listStyle: "none",
  m: 0,
  p: 0,
  display: "grid",
  gap: 1.5,
  gridTemplateColumns: {
    xs: "minmax(0, 1fr)",
    sm: "repeat(2, minmax(0, 1fr))",
    lg: "repeat(3, minmax(0, 1fr))",
  },
} as const;
const tile = {
  position: "relative",
  display: "flex",
  alignItems: "center",
  gap: 1,
  px: 1.5,
  py: 1,
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
  "&:hover": { borderColor: "primary.main" },
  "&:has(.tile-link:focus-visible)": { outline: 2, outlineColor: "primary.main" },
} as const;
/** The link covers its tile. */
const wholeTile = {
  display: "block",
  fontWeight: 500,
  textDecoration: "none",
  overflow: "hidden",
  textOverflow: "ellipsis",
  whiteSpace: "nowrap",
  outline: "none",
  "&::after": { content: '""', position: "absolute", inset: 0 },
} as const;
