import type { AuditEntry } from "@formwork/contracts/audit";
import Box from "@mui/material/Box";
import { TextLink } from "../../../components/link-components.tsx";
import { formatDateTime } from "../../../lib/time/time.ts";
import { Row } from "../rows.tsx";
import { changeText, keyText, originText, outcomeText, targetPath } from "./entry-text.ts";

/** Shows one entry: who did what, on what, what changed, when and from where. */
export function AuditEntryRow({ entry }: { entry: AuditEntry }) {
  const { seq, at, actor, action, difference, from, hash } = entry;
  return (
    <Row
      name={
        <>
          <bdi>{actor}</bdi> <Box component="code">{action}</Box>
        </>
      }
      actions={<Outcome entry={entry} />}
    >
      <Target target={entry.target} />
      {difference.length > 0 && (
        <Box component="ul" aria-label="What changed" sx={{ m: 0, pl: 2.5, color: "text.primary" }}>
          {difference.map((change) => (
            <li key={change.field}>
              <bdi>{changeText(change)}</bdi>
            </li>
          ))}
        </Box>
      )}
      <div>
        {[formatDateTime(at), originText(from), keyText(entry)]
          .filter((part) => part !== null)
          .join(" · ")}
      </div>
      <div title={hash}>
        Entry {seq} · {hash.slice(0, 12)}
      </div>
    </Row>
  );
}

function Target({ target }: Pick<AuditEntry, "target">) {
  if (target === null) return null;
  const to = targetPath(target);
  return (
    <div>
      On <bdi>{to === null ? target : <TextLink to={to}>{target}</TextLink>}</bdi>
    </div>
  );
}

function Outcome({ entry }: { entry: AuditEntry }) {
  const color = entry.outcome === "done" ? "text.secondary" : "error.main";
  return (
    <Box component="span" sx={{ color, overflowWrap: "anywhere" }}>
      {outcomeText(entry)}
    </Box>
  );
}
