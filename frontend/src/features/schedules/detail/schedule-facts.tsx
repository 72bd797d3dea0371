import type { Schedule } from "@formwork/contracts/schedule";
import { Card } from "../../../components/cards/card.tsx";
import { Fact, Facts } from "../../../components/cards/facts.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";
import { paths } from "../../../lib/paths.ts";
import { misfireNames, overlapNames } from "../words/policy-names.ts";
import { formatInZone } from "../words/zoned-text.ts";

/** Lists the properties of a schedule; those without a value are left out. */
export function ScheduleFacts({ schedule }: { schedule: Schedule }) {
  const { template, version, timezone } = schedule;
  const title = useTemplateTitles().get(template) ?? template;
  const inZone = (at: string | null) => (at === null ? null : formatInZone(at, timezone));
  return (
    <Card title="Facts">
      <Facts>
        <Fact name="Template">
          <TextLink to={paths.run(template)} underline="always">
            {title}
          </TextLink>
          , {version === null ? "newest version" : `version ${version}`}
        </Fact>
        <Fact name="Expression">{schedule.cron}</Fact>
        <Fact name="Zone">{timezone}</Fact>
        <Fact name="Not before">{inZone(schedule.startsAt)}</Fact>
        <Fact name="Ends">{inZone(schedule.endsAt)}</Fact>
        <Fact name="Not on">{schedule.blackoutDates.join(", ") || null}</Fact>
        <Fact name="Missed runs">{misfireNames[schedule.misfire]}</Fact>
        <Fact name="Overlap">{overlapNames[schedule.overlap]}</Fact>
        <Fact name="Delay">{schedule.jitter === null ? null : `up to ${schedule.jitter}`}</Fact>
        <Fact name="Stops after">
          {schedule.maxFailures === null ? null : `${schedule.maxFailures} failures in a row`}
        </Fact>
        <Fact name="Failures">
          {schedule.failuresInRow === 0 ? null : `${schedule.failuresInRow} in a row`}
        </Fact>
        <Fact name="Priority">{schedule.priority}</Fact>
        <Fact name="Queue">{schedule.queue}</Fact>
        <Fact name="Tags">{schedule.tags.join(", ") || null}</Fact>
        <Fact name="Changed">
          <RelativeTime at={schedule.updatedAt} />
        </Fact>
      </Facts>
    </Card>
  );
}
