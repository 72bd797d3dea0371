import DownIcon from "@mui/icons-material/ArrowDownwardRounded";
import UpIcon from "@mui/icons-material/ArrowUpwardRounded";
import RemoveIcon from "@mui/icons-material/CloseRounded";
import CopyIcon from "@mui/icons-material/ContentCopyRounded";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import type { ArrayFieldItemButtonsTemplateProps } from "@rjsf/utils";
import type { ReactNode } from "react";

type ItemButtonsProps = ArrayFieldItemButtonsTemplateProps & { list: string };

/** Move, duplicate and remove; each button says which item of which list it means. */
export function ItemButtons(props: ItemButtonsProps) {
  const {
    list,
    index,
    totalItems,
    hasCopy,
    hasMoveUp,
    hasMoveDown,
    hasRemove,
    onCopyItem,
    onMoveUpItem,
    onMoveDownItem,
    onRemoveItem,
  } = props;
  const locked = props.disabled || props.readonly || false;
  const which = `item ${index + 1} of ${list}`;
  const canMove = totalItems > 1 && (hasMoveUp || hasMoveDown);
  return (
    <Box sx={{ display: "flex", flex: "none" }}>
      {canMove ? (
        <Action
          verb="Move up"
          which={which}
          icon={<UpIcon />}
          onClick={onMoveUpItem}
          disabled={locked || !hasMoveUp}
        />
      ) : null}
      {canMove ? (
        <Action
          verb="Move down"
          which={which}
          icon={<DownIcon />}
          onClick={onMoveDownItem}
          disabled={locked || !hasMoveDown}
        />
      ) : null}
      {hasCopy ? (
        <Action
          verb="Duplicate"
          which={which}
          icon={<CopyIcon />}
          onClick={onCopyItem}
          disabled={locked}
        />
      ) : null}
      {hasRemove ? (
        <Action
          verb="Remove"
          which={which}
          icon={<RemoveIcon />}
          onClick={onRemoveItem}
          disabled={locked}
        />
      ) : null}
    </Box>
  );
}

type ActionProps = {
  verb: string;
  which: string;
  icon: ReactNode;
  onClick: (event?: unknown) => void;
  disabled: boolean;
};

function Action({ verb, which, icon, onClick, disabled }: ActionProps) {
  return (
    <Tooltip title={disabled ? "" : verb}>
      <span>
        <IconButton
          aria-label={`${verb} ${which}`}
          onClick={onClick}
          disabled={disabled}
          sx={{ "& svg": { fontSize: 16 }, p: 0.875 }}
        >
          {icon}
        </IconButton>
      </span>
    </Tooltip>
  );
}
