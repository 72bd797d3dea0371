import type { TemplateSummary } from "@formwork/contracts/template";
import NoStarIcon from "@mui/icons-material/StarBorderRounded";
import StarIcon from "@mui/icons-material/StarRounded";
import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Chip from "@mui/material/Chip";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { Link } from "react-router";
import { TextLink } from "../../../components/link-components.tsx";
import { useTemplateRights } from "../../../lib/api/templates/use-template-rights.ts";
import { paths } from "../../../lib/paths.ts";
import { KindIcon } from "../template-kind.tsx";

type CardProps = {
  template: TemplateSummary;
  isFavourite: boolean;
  onFavourite: (name: string) => void;
};

/** Shows one template. The whole card links to its form, a link within it to its jobs. */
export function TemplateCard({ template, isFavourite, onFavourite }: CardProps) {
  const { name, title, description, tags, kind } = template;
  const { seesOnly } = useTemplateRights();
  return (
    <Card component="li" sx={card}>
      <Box sx={{ display: "flex", gap: 1.5, alignItems: "center", mb: 1 }}>
        <KindIcon kind={kind} />
        <Typography component="h2" variant="h2" sx={{ minWidth: 0, textWrap: "balance" }}>
          <Box component={Link} to={paths.run(name)} className="card-link" sx={cardLink}>
            {title}
          </Box>
        </Typography>
        <IconButton
          size="small"
          aria-label={`Favourite: ${title}`}
          aria-pressed={isFavourite}
          onClick={() => onFavourite(name)}
          sx={{
            ml: "auto",
            my: -0.5,
            zIndex: 1,
            color: isFavourite ? "warning.main" : "text.disabled",
          }}
        >
          {isFavourite ? <StarIcon fontSize="small" /> : <NoStarIcon fontSize="small" />}
        </IconButton>
      </Box>
      <Typography sx={{ color: "text.secondary", flex: 1, ...threeLines }}>
        {description}
      </Typography>
      <Box sx={{ display: "flex", alignItems: "center", gap: 0.75, mt: 1.5, flexWrap: "wrap" }}>
        {seesOnly(name) && <Chip size="small" variant="outlined" label="View only" />}
        {tags.slice(0, 4).map((tag) => (
          <Chip key={tag} size="small" label={tag} />
        ))}
        <TextLink
          to={paths.jobs(String(new URLSearchParams({ template: name })))}
          color="text.secondary"
          sx={{ ml: "auto", fontSize: "0.75rem", position: "relative", zIndex: 1 }}
          aria-label={`Recent jobs of ${title}`}
        >
          Recent jobs
        </TextLink>
      </Box>
    </Card>
  );
}

const card = {
  position: "relative",
  display: "flex",
  flexDirection: "column",
  p: 2,
  minHeight: 164,
  transition: "border-color 120ms, box-shadow 120ms",
  "&:hover": { borderColor: "primary.main", boxShadow: "0 2px 12px rgb(0 0 0 / 0.06)" },
  "&:has(.card-link:focus-visible)": { outline: 2, outlineColor: "primary.main", outlineOffset: 2 },
} as const;

/** The link has the title as its text and covers the card. */
const cardLink = {
  color: "inherit",
  textDecoration: "none",
  outline: "none",
  "&::after": { content: '""', position: "absolute", inset: 0 },
} as const;
const threeLines = {
  display: "-webkit-box",
  WebkitLineClamp: 3,
  WebkitBoxOrient: "vertical",
  overflow: "hidden",
} as const;
