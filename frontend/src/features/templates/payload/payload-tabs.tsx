import type { Template } from "@formwork/contracts/template";
import Box from "@mui/material/Box";
import Tab from "@mui/material/Tab";
import Tabs from "@mui/material/Tabs";
import type { Payload } from "../../../forms/validation/payload-rules.ts";
import { ExamplesMenu } from "./examples-menu.tsx";
import type { PayloadDraft } from "./payload-draft.ts";

type PayloadTabsProps = {
  draft: PayloadDraft;
  examples: NonNullable<Template["examples"]>;
  onPick: (tab: PayloadDraft["tab"]) => void;
  onExample: (payload: Payload) => void;
};

/**
 * Form or JSON, and examples to start from. Text that is no JSON keeps its tab: the other one says
 * why it cannot be opened.
 */
export function PayloadTabs({ draft, examples, onPick, onExample }: PayloadTabsProps) {
  const isHeld = draft.fault !== null;
  return (
    <Box
      sx={{
        display: "flex",
        alignItems: "center",
        borderBottom: 1,
        borderColor: "divider",
        px: { xs: 1, sm: 2 },
      }}
    >
      <Tabs
        value={draft.tab}
        onChange={(_, tab: PayloadDraft["tab"]) => onPick(tab)}
        aria-label="Payload as"
        sx={{ flex: 1, mb: "-1px" }}
      >
        <Tab
          value="form"
          label="Form"
          disabled={isHeld}
          title={isHeld ? "Mend the JSON first" : undefined}
        />
        <Tab value="json" label="JSON" />
      </Tabs>
      {examples.length > 0 ? <ExamplesMenu examples={examples} onPick={onExample} /> : null}
    </Box>
  );
}
