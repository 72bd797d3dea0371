// Submits, lists, reads and streams with the client that oapi-codegen makes.
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"clients/oapi/fw"
)

func check(ok bool, what string, got any) {
	if !ok {
		fmt.Fprintln(os.Stderr, what, got)
		os.Exit(1)
	}
}

func main() {
	ctx := context.Background()
	signed := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+os.Getenv("FORMWORK_TOKEN"))
		return nil
	}
	c, err := fw.NewClientWithResponses(os.Getenv("FORMWORK_URL"), fw.WithRequestEditorFn(signed))
	check(err == nil, "client", err)

	delay := "0s"
	payload := map[string]any{"steps": 1, "seconds": 0, "lines": 1, "failure": map[string]any{"mode": "never"}}
	created, err := c.JobsCreateWithResponse(ctx, &fw.JobsCreateParams{},
		fw.SubmitJob{Template: "sample-job", Payload: &payload, Delay: &delay})
	check(err == nil && created.JSON201 != nil, "create", err)
	id := created.JSON201.Id

	stream, err := c.JobsLogStream(ctx, id, &fw.JobsLogStreamParams{})
	check(err == nil, "stream", err)
	text, err := io.ReadAll(stream.Body)
	check(err == nil && strings.Contains(string(text), "event: end"), "stream", string(text))

	job, err := c.JobsGetWithResponse(ctx, id, nil)
	check(err == nil && job.JSON200 != nil && job.JSON200.State == fw.JobStateSucceeded, "get", err)

	// Without a sort, which once ended the program.
	states, steps := []fw.JobState{fw.JobStateSucceeded}, map[string]string{"steps": "1"}
	list, err := c.JobsListWithResponse(ctx, &fw.JobsListParams{State: &states, Payload: &steps})
	check(err == nil && list.JSON200 != nil, "list", err)
	found := false
	for _, one := range list.JSON200.Items {
		found = found || one.Id == id
	}
	check(found, "the list lacks the job", id)

	template, err := c.TemplatesGetWithResponse(ctx, "http-check", &fw.TemplatesGetParams{})
	check(err == nil && template.JSON200 != nil, "template", err)
	kind, err := template.JSON200.Run.Discriminator()
	check(err == nil && kind == "http", "kind", kind)

	missing, err := c.JobsGetWithResponse(ctx, "nope", nil)
	check(err == nil && missing.ApplicationproblemJSON404 != nil, "problem", err)
	fmt.Println(*template.JSON200.Timeout, missing.ApplicationproblemJSON404.Code, "done")
}
