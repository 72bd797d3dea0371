import type { JobState } from "@formwork/contracts/states";
import type { SvgIconComponent } from "@mui/icons-material";
import CloudOffOutlined from "@mui/icons-material/CloudOffOutlined";
import ErrorOutlineOutlined from "@mui/icons-material/ErrorOutlineOutlined";
import EventBusyOutlined from "@mui/icons-material/EventBusyOutlined";
import PauseCircleOutlined from "@mui/icons-material/PauseCircleOutlined";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { TextLink } from "../../../components/link-components.tsx";
import { MarkedMessage } from "../../../components/marked-message.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import type { Need } from "./need.ts";

const looks: Record<Need["kind"], { icon: SvgIconComponent; colour: JobState }> = {
  worker: { icon: CloudOffOutlined, colour: "failed" },
  stopped: { icon: PauseCircleOutlined, colour: "retrying" },
  "dead-letters": { icon: ErrorOutlineOutlined, colour: "failed" },
  missed: { icon: EventBusyOutlined, colour: "retrying" },
};

/** Shows one need; its link covers the row and leads to where it can be looked after. */
export function NeedRow({ need: { kind, title, detail, at, to } }: { need: Need }) {
  const { icon: Icon, colour } = looks[kind];
  return (
    <Box component="li" sx={row}>
      <Box component={Icon} aria-hidden sx={{ fontSize: 20, color: `state.${colour}` }} />
      <Box sx={{ minWidth: 0 }}>
        <TextLink to={to} color="inherit" sx={wholeRow}>
          {kind === "dead-letters" ? <MarkedMessage message={title} /> : title}
        </TextLink>
        <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
          {detail}
        </Typography>
      </Box>
      <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
        {at !== null && <RelativeTime at={at} />}
      </Typography>
    </Box>
  );
}

/** The link covers its row. Long errors take two lines. */
const wholeRow = {
  fontWeight: 500,
  textDecoration: "none",
  overflowWrap: "anywhere",
  display: "-webkit-box",
  WebkitLineClamp: 2,
  WebkitBoxOrient: "vertical",
  overflow: "hidden",
  "&::after": { content: '""', position: "absolute", inset: 0 },
} as const;
const row = {
  position: "relative",
  display: "grid",
  gridTemplateColumns: "auto minmax(0, 1fr) auto",
  alignItems: "center",
  columnGap: 1.5,
  px: 2,
  py: 1.25,
  borderBottom: 1,
  borderColor: "divider",
  "&:last-of-type": { borderBottom: 0 },
  "&:hover": { bgcolor: "action.hover" },
} as const;
