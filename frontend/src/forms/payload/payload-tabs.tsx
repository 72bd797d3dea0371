import type { Payload } from "@formwork/contracts/schema/payload/payload";
import type { Template } from "@formwork/contracts/template";
import Box from "@mui/material/Box";
import Tab from "@mui/material/Tab";
import Tabs from "@mui/material/Tabs";
import { ExamplesMenu } from "./examples-menu.tsx";
import type { PayloadDraft } from "./payload-draft.ts";

type PayloadTabsProps = {
  draft: PayloadDraft;
  examples: NonNullable<Template["examples"]>;
  onSelect: (tab: PayloadDraft["tab"]) => void;
  onExample: (payload: Payload) => void;
};

/**
 * Shows the tabs Form and JSON and the menu of examples. The form tab is disabled while the JSON
 * text has an error.
 */
export function PayloadTabs({ draft, examples, onSelect, onExample }: PayloadTabsProps) {
  const isFormDisabled = draft.jsonError !== null;
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
        onChange={(_, tab: PayloadDraft["tab"]) => onSelect(tab)}
        aria-label="Payload as"
        sx={{ flex: 1, mb: "-1px" }}
      >
        <Tab
          value="form"
          label="Form"
          disabled={isFormDisabled}
          title={isFormDisabled ? "Mend the JSON first" : undefined}
        />
        <Tab value="json" label="JSON" />
      </Tabs>
      {examples.length > 0 ? <ExamplesMenu examples={examples} onSelect={onExample} /> : null}
    </Box>
  );
}
