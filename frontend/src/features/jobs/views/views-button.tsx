import BookmarksOutlined from "@mui/icons-material/BookmarksOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useState } from "react";
import { lazyPart } from "../../../components/lazy/lazy-part.tsx";
import { type JobView, searchOf } from "../job-view.ts";

const SavedViews = lazyPart(async () => (await import("./saved-views.tsx")).SavedViews, 0);

/** Opens the saved views of the list; their code is loaded then. */
export function ViewsButton({ view }: { view: JobView }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        color="inherit"
        aria-label="Views"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ minWidth: 0 }}
      >
        <BookmarksOutlined fontSize="small" />
        <Box component="span" sx={{ ml: 1, display: { xs: "none", sm: "inline" } }}>
          Views
        </Box>
      </Button>
      {anchor !== null && (
        <SavedViews
          anchor={anchor}
          query={searchOf(view).toString()}
          maySave={view.faults.length === 0}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
