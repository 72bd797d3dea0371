import type { Payload } from "@formwork/contracts/schema/payload/payload";
import type { Template } from "@formwork/contracts/template";
import ArrowIcon from "@mui/icons-material/KeyboardArrowDownRounded";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useId, useState } from "react";
import { lazyPopup } from "../../components/lazy/lazy-popup.tsx";

const ExampleList = lazyPopup(async () => (await import("./example-list.tsx")).ExampleList);

type ExamplesMenuProps = {
  examples: NonNullable<Template["examples"]>;
  onSelect: (payload: Payload) => void;
};

/** Offers the template's examples as payloads to start from. */
export function ExamplesMenu({ examples, onSelect }: ExamplesMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  const select = (payload: Payload) => {
    setAnchor(null);
    onSelect(payload);
  };
  return (
    <>
      <Button
        color="inherit"
        endIcon={<ArrowIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor === null ? undefined : menuId}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
        sx={{ color: "text.secondary", whiteSpace: "nowrap" }}
      >
        <Box component="span" sx={{ display: { xs: "none", sm: "inline" } }}>
          Start from an example
        </Box>
        <Box component="span" sx={{ display: { sm: "none" } }}>
          Examples
        </Box>
      </Button>
      {anchor !== null && (
        <ExampleList
          id={menuId}
          anchor={anchor}
          examples={examples}
          onSelect={select}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
