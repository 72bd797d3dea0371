import { type Limit, type Limits, rateLimits, settingOfLimit } from "@formwork/contracts/limits";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { LimitField } from "./limit-field.tsx";
import { list, row } from "./limit-list-style.ts";
import { rateEffect } from "./rate-effect.ts";
import { useSaveLimit } from "./use-save-limits.ts";

/** Shows how much of what one caller may do in a minute. */
export function RateLimitsCard({ limits }: { limits: Limits }) {
  return (
    <Card title="In a minute">
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        So much may each user and each API key do; who is not signed in counts by network address.
        Who does more is told when to try again. Leave a field empty for no limit.
      </Typography>
      <Box component="ul" aria-label="Limits by the minute" sx={list}>
        {rateLimits.map((limit) => (
          <RateLimit key={`${limit} ${limits[settingOfLimit[limit]]}`} {...{ limit, limits }} />
        ))}
      </Box>
    </Card>
  );
}

function RateLimit({ limit, limits }: { limit: Limit; limits: Limits }) {
  const mayChange = useMay("settings:write");
  const saving = useSaveLimit(settingOfLimit[limit]);
  const { title, text, max, isNeeded = false } = words[limit];
  return (
    <Box component="li" sx={row}>
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ fontWeight: 500 }}>{title}</Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {text}
        </Typography>
      </Box>
      <LimitField
        label="In a minute"
        of={`: ${title}`}
        saved={limits[settingOfLimit[limit]]}
        range={{ max, isNeeded }}
        {...{ mayChange, saving }}
        effectOf={(perMinute) => rateEffect(limit, perMinute)}
      />
    </Box>
  );
}

type Words = { title: string; text: string; max: number; isNeeded?: boolean };
const most = 1_000_000;
const words: Record<Limit, Words> = {
  requests: { title: "Requests", text: "Calls of the API, those of pages included", max: most },
  submits: { title: "Submitted jobs", text: "Each job of a batch counts", max: most },
  subscriptions: { title: "Event streams", text: "Such as a log that is followed", max: most },
  signIns: { title: "Failed sign-ins", text: "Of one account", max: 1000, isNeeded: true },
};
