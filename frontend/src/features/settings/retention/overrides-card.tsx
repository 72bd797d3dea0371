import type { RetentionReport } from "@formwork/contracts/retention";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { overrideText } from "./retention-text.ts";

/** Lists the templates that keep their jobs longer or shorter, which their files say. */
export function OverridesCard({ overrides }: Pick<RetentionReport, "overrides">) {
  return (
    <Card title="Templates that keep their jobs longer or shorter">
      {overrides.length === 0 ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          None. A template says so with <code>retention</code> in its file.
        </Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none", display: "grid", gap: 1 }}>
          {overrides.map(({ template, title, retention }) => (
            <Box component="li" key={template} sx={{ overflowWrap: "anywhere" }}>
              <TextLink to={paths.run(template)}>{title}</TextLink>
              <Typography variant="body2" sx={{ color: "text.secondary" }}>
                {overrideText(retention)}
              </Typography>
            </Box>
          ))}
        </Box>
      )}
    </Card>
  );
}
