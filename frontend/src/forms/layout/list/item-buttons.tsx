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

/** Shows the buttons that move, duplicate and remove a list item. */
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
  const isLocked = props.disabled || props.readonly || false;
  const target = `item ${index + 1} of ${list}`;
  const canMove = totalItems > 1 && (hasMoveUp || hasMoveDown);
  return (
    <Box sx={{ display: "flex", flex: "none" }}>
      {canMove ? (
        <Action
          verb="Move up"
          target={target}
          icon={<UpIcon />}
          onClick={onMoveUpItem}
          disabled={isLocked || !hasMoveUp}
        />
      ) : null}
      {canMove ? (
        <Action
          verb="Move down"
          target={target}
          icon={<DownIcon />}
          onClick={onMoveDownItem}
          disabled={isLocked || !hasMoveDown}
        />
      ) : null}
      {hasCopy ? (
        <Action
          verb="Duplicate"
          target={target}
          icon={<CopyIcon />}
          onClick={onCopyItem}
          disabled={isLocked}
        />
      ) : null}
      {hasRemove ? (
        <Action
          verb="Remove"
          target={target}
          icon={<RemoveIcon />}
          onClick={onRemoveItem}
          disabled={isLocked}
        />
      ) : null}
    </Box>
  );
}

type ActionProps = {
  verb: string;
  target: string;
  icon: ReactNode;
  onClick: (event?: unknown) => void;
  disabled: boolean;
};

function Action({ verb, target, icon, onClick, disabled }: ActionProps) {
  return (
    <Tooltip title={disabled ? "" : verb}>
      <span>
        <IconButton
          aria-label={`${verb} ${target}`}
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
