import type { ErrorGroup } from "@formwork/contracts/dead-letter";
import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { TextLink } from "../../../components/link-components.tsx";
import { MarkedMessage } from "../../../components/marked-message.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";
import { paths } from "../../../lib/paths.ts";
import { countText } from "../../../lib/text/count-text.ts";
import { DaysTable } from "./days-table.tsx";

/** Shows the error of a group, and how often and since when it happens. */
export function GroupSummary({ group }: { group: ErrorGroup }) {
  const titles = useTemplateTitles();
  return (
    <Paper variant="outlined" sx={{ p: 2 }}>
      <Typography sx={{ fontSize: "1.0625rem", fontWeight: 500, overflowWrap: "anywhere" }}>
        <MarkedMessage message={group.message || "No message"} />
      </Typography>
      <Box component="dl" sx={facts}>
        <Fact name="Jobs">{countText(group.count, "job")}</Fact>
        <Fact name="Template">
          <TextLink to={paths.run(group.template)}>
            {titles.get(group.template) ?? group.template}
          </TextLink>
        </Fact>
        <Fact name="First">
          <RelativeTime at={group.firstAt} />
        </Fact>
        <Fact name="Last">
          <RelativeTime at={group.lastAt} />
        </Fact>
        <Fact name="Last seven days">
          <DaysTable days={group.days} />
        </Fact>
      </Box>
    </Paper>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Typography component="dt" variant="caption" sx={{ color: "text.secondary" }}>
        {name}
      </Typography>
      <Typography component="dd" sx={{ m: 0 }}>
        {children}
      </Typography>
    </div>
  );
}

const facts = { display: "flex", flexWrap: "wrap", columnGap: 4, rowGap: 1, m: 0, mt: 1.5 };
