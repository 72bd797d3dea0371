import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { Card } from "../../components/cards/card.tsx";
import { LinkButton } from "../../components/link-components.tsx";
import { useMay } from "../../lib/api/people/use-may.ts";
import { runnable, useAllTemplates } from "../../lib/api/templates/use-all-templates.ts";
import { useWorkerCounts } from "../../lib/api/use-worker-counts.ts";
import { paths } from "../../lib/paths.ts";

/** The template that ships to be tried first. */
const sampleName = "sample-job";

/** Shows the three steps to the first job of a new instance. */
export function FirstSteps() {
  const templates = useAllTemplates(runnable).data ?? [];
  const mayRun = useMay("jobs:write");
  const first = templates.find(({ name }) => name === sampleName) ?? templates[0];
  const isIdle = useWorkerCounts().data?.online === 0;
  return (
    <Card title={mayRun ? "Three steps to your first job" : "No job has run yet"}>
      <Box component="ol" sx={list}>
        <Step number={1} title="Choose a template">
          A template is a JSON file that says what to run and which input it takes. Several ship
          with Formwork.
          <LinkButton to={paths.templates} variant="outlined" sx={button}>
            Browse the templates
          </LinkButton>
        </Step>
        <Step number={2} title="Fill in its form and run it">
          The form is made from the template. It says what is wrong before anything is sent.
          {first !== undefined && mayRun && (
            <LinkButton to={paths.run(first.name)} variant="contained" sx={button}>
              {`Open “${first.title}”`}
            </LinkButton>
          )}
        </Step>
        <Step number={3} title="Watch it run">
          State, log and result of a job are shown while it runs. This page then says what needs
          you.
          {isIdle && " No worker is online: a job waits until one is."}
          <LinkButton to={paths.jobs()} variant="outlined" sx={button}>
            See the jobs
          </LinkButton>
        </Step>
      </Box>
    </Card>
  );
}

type StepProps = { number: number; title: string; children: ReactNode };

function Step({ number, title, children }: StepProps) {
  return (
    <Box component="li" sx={step}>
      <Box aria-hidden sx={badge}>
        {number}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="h3" component="h3">
          {title}
        </Typography>
        <Typography component="div" sx={{ color: "text.secondary", maxWidth: 560 }}>
          {children}
        </Typography>
      </Box>
    </Box>
  );
}

const list = {
  listStyle: "none",
  m: 0,
  p: 0,
  pt: 1,
  display: "grid",
  gap: 3,
  gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "repeat(3, minmax(0, 1fr))" },
} as const;
const step = { display: "flex", gap: 2, alignItems: "flex-start" } as const;
const button = { display: "flex", width: "fit-content", mt: 1 } as const;
const badge = {
  flex: "none",
  display: "grid",
  placeItems: "center",
  width: 28,
  height: 28,
  borderRadius: "50%",
  border: 1,
  borderColor: "primary.main",
  color: "primary.main",
  fontWeight: 600,
} as const;
