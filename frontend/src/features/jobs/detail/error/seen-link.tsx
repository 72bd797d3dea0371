import Box from "@mui/material/Box";
import { TextLink } from "../../../../components/link-components.tsx";
import { paths } from "../../../../lib/paths.ts";
import { seenText } from "./seen-text.ts";
import { useTimesSeen } from "./use-times-seen.ts";

/** Links an error to the jobs that failed with the same one, and says how often that happened. */
export function SeenLink({ errorKey }: { errorKey: string }) {
  const times = useTimesSeen(errorKey).data;
  return (
    <Box sx={{ mt: 1 }}>
      <TextLink to={paths.deadLetterGroup(errorKey)} color="inherit" underline="always">
        {seenText(times)}
      </TextLink>
    </Box>
  );
}
