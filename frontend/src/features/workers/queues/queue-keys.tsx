import type { KeyHold, QueueKeys as Reply } from "@formwork/contracts/queue";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import { useId, useState } from "react";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { RowLine } from "../rows.tsx";
import { useQueueKeys } from "./use-queue-keys.ts";

/** Opens the list of concurrency keys behind which jobs of a queue are held. */
export function QueueKeys({ name }: { name: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <Box sx={{ mt: 0.5 }}>
      <Button
        size="small"
        color="inherit"
        sx={{ ml: -1.25 }}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={`Who waits for which key in ${name}`}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? "Hide keys" : "Who waits for which key"}
      </Button>
      <Box id={id}>{isOpen && <Held name={name} />}</Box>
    </Box>
  );
}

function Held({ name }: { name: string }) {
  const { data, error, refetch } = useQueueKeys(name);
  if (data !== undefined) return <KeyList name={name} keys={data} />;
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <Skeleton variant="rounded" height={44} aria-label="Loading" />;
}

function KeyList({ name, keys: { items, more } }: { name: string; keys: Reply }) {
  return (
    <>
      {items.length === 0 && (
        <RowLine>None: no job of this queue is held behind a concurrency key.</RowLine>
      )}
      <Box component="ul" aria-label={`Keys in ${name}`} sx={list}>
        {items.map((hold) => (
          <KeyItem key={hold.key} hold={hold} />
        ))}
      </Box>
      {more && <RowLine>There are more keys, or more jobs that wait, than are shown.</RowLine>}
    </>
  );
}

function KeyItem({ hold: { key, limit, running, waiting, first } }: { hold: KeyHold }) {
  const number = (count: number) => count.toLocaleString("en");
  return (
    <Box component="li">
      <Box component="code" sx={{ overflowWrap: "anywhere" }}>
        {key}
      </Box>
      <RowLine>
        {`${number(running)} of ${number(limit)} running · ${number(waiting)} waiting · first in line: `}
        <TextLink to={paths.job(first.id)} underline="always">
          {first.summary || first.template}
        </TextLink>
      </RowLine>
    </Box>
  );
}

const list = { display: "grid", gap: 0.75, m: 0, mt: 0.5, p: 0, listStyle: "none" } as const;
