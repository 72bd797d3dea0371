import ButtonBase from "@mui/material/ButtonBase";
import Popover from "@mui/material/Popover";
import Skeleton from "@mui/material/Skeleton";
import { useState } from "react";
import { useResults } from "../cache/use-results.ts";
import { countOutcomes } from "./outcome-look.ts";
import { ResultMark } from "./result-mark.tsx";
import { ResultTable } from "./result-table.tsx";

const places = 20;
const markPx = 10;

/**
 * Shows the last 20 results of a schedule as a strip, the newest at its right end. A press lists them
 * with links to their jobs.
 */
export function ResultStrip({ id, name }: { id: string; name: string }) {
  const { data } = useResults(id);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (data === undefined) return <Skeleton width={places * markPx} height={20} />;
  const { results } = data;
  if (results.length === 0) return "No run yet";
  const counts = countOutcomes(results);
  const widthPx = results.length * markPx;
  return (
    <>
      <ButtonBase
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={`Last results of ${name}: ${counts}`}
        title={counts}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
        sx={{ borderRadius: 1, p: 0.25, minHeight: 28 }}
      >
        <svg aria-hidden width={widthPx} height={20} viewBox={`0 0 ${widthPx} 20`}>
          {results.map(({ at, jobId, outcome }, place) => (
            <ResultMark key={jobId ?? `${at} ${outcome}`} outcome={outcome} x={place * markPx} />
          ))}
        </svg>
      </ButtonBase>
      <Popover
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
        slotProps={{ paper: { role: "dialog", "aria-label": `Last results of ${name}` } }}
      >
        <ResultTable results={results} />
      </Popover>
    </>
  );
}
