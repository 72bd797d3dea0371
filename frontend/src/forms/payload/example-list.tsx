import type { Payload } from "@formwork/contracts/schema/payload/payload";
import type { Template } from "@formwork/contracts/template";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";

type ListProps = {
  id: string;
  anchor: HTMLElement;
  examples: NonNullable<Template["examples"]>;
  onSelect: (payload: Payload) => void;
  onClose: () => void;
};

/** Lists the examples of a template by their titles. */
export function ExampleList({ id, anchor, examples, onSelect, onClose }: ListProps) {
  return (
    <Menu
      id={id}
      anchorEl={anchor}
      open
      onClose={onClose}
      anchorOrigin={bottomRight}
      transformOrigin={{ ...bottomRight, vertical: "top" }}
    >
      {examples.map(({ title, payload }) => (
        <MenuItem
          key={title}
          onClick={() => onSelect(payload)}
          sx={{ whiteSpace: "normal", maxWidth: 360 }}
        >
          {title}
        </MenuItem>
      ))}
    </Menu>
  );
}

const bottomRight = { vertical: "bottom", horizontal: "right" } as const;
