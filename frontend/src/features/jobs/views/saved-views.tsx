import { maxSavedViews, type SavedView } from "@formwork/contracts/saved-view";
import Divider from "@mui/material/Divider";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";
import { Link } from "react-router";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { paths } from "../../../lib/paths.ts";
import { useSavedViews } from "./use-saved-views.ts";
import { type Ask, ViewDialog } from "./view-dialog.tsx";

type ViewsProps = {
  anchor: HTMLElement;
  /** The query of the list that is shown. */
  query: string;
  /** False where the list shows no job, since a filter is unknown. */
  maySave: boolean;
  onClose: () => void;
};

/** Lists the saved views, saves the one that is shown, and renames or deletes it. */
export function SavedViews({ anchor, query, maySave, onClose }: ViewsProps) {
  const { data: views, error } = useSavedViews();
  const [ask, setAsk] = useState<Ask | null>(null);
  if (ask !== null) return <ViewDialog ask={ask} query={query} onClose={onClose} />;
  const current = views?.find((view) => view.query === query);
  const isFull = views === undefined || views.length >= maxSavedViews;
  return (
    <Menu anchorEl={anchor} open onClose={onClose} slotProps={{ paper: { sx: paper } }}>
      {views?.map((view) => (
        <ViewItem key={view.id} view={view} isCurrent={view === current} onClose={onClose} />
      ))}
      {!views?.length && <MenuItem disabled>{stateText(views, error)}</MenuItem>}
      <Divider />
      {current === undefined && (
        <MenuItem disabled={!maySave || isFull} onClick={() => setAsk({ action: "save" })}>
          Save these filters…
        </MenuItem>
      )}
      {current !== undefined && (
        <MenuItem onClick={() => setAsk({ action: "rename", view: current })}>
          Rename “{current.name}”…
        </MenuItem>
      )}
      {current !== undefined && (
        <MenuItem onClick={() => setAsk({ action: "delete", view: current })}>
          Delete “{current.name}”…
        </MenuItem>
      )}
    </Menu>
  );
}

type ItemProps = { view: SavedView; isCurrent: boolean; onClose: () => void };

function ViewItem({ view: { name, query }, isCurrent, onClose, ...item }: ItemProps) {
  return (
    <MenuItem
      {...item}
      component={Link}
      to={paths.jobs(query)}
      selected={isCurrent}
      aria-current={isCurrent ? "page" : undefined}
      onClick={onClose}
    >
      {name}
    </MenuItem>
  );
}

const paper = {
  maxWidth: 360,
  "& li, & a": { whiteSpace: "normal", overflowWrap: "anywhere" },
} as const;

function stateText(views: SavedView[] | undefined, error: Error | null): string {
  if (views !== undefined) return "No view is saved yet";
  return error === null ? "Loading…" : problemText(error).detail;
}
