import type { Job } from "@formwork/contracts/job";
import HourglassEmpty from "@mui/icons-material/HourglassEmpty";
import Alert from "@mui/material/Alert";
import { TextLink } from "../../../components/link-components.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { useUserName } from "../../../lib/api/people/use-user-name.ts";
import { formatDateTime } from "../../../lib/time/time.ts";
import { isWaiting, useWaiting } from "./use-waiting.ts";
import { type SentencePart, waitSentence } from "./wait-sentence.ts";

/** Says in one sentence why a job waits; shows nothing for one that does not. */
export function WaitLine({ job }: { job: Job }) {
  const waiting = useWaiting(job);
  const userName = useUserName();
  if (!isWaiting(job) || waiting.data === undefined) return null;
  const parts = waitSentence(waiting.data, userName);
  if (parts.length === 0) return null;
  return (
    <Alert
      severity="info"
      role="status"
      aria-label="Why it waits"
      icon={<HourglassEmpty fontSize="inherit" />}
      sx={{ mb: 2, overflowWrap: "anywhere" }}
    >
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other key
        <Part key={index} part={part} />
      ))}
    </Alert>
  );
}

function Part({ part }: { part: SentencePart }) {
  if ("at" in part)
    return (
      <>
        <RelativeTime at={part.at} upcoming />, {formatDateTime(part.at)}
      </>
    );
  if (part.to === undefined) return part.text;
  return (
    <TextLink to={part.to} underline="always" color="inherit">
      {part.text}
    </TextLink>
  );
}
