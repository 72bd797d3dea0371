// Submits, lists, reads and streams with the client that ogen makes.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"clients/ogen/fw"

	"github.com/go-faster/jx"
	"github.com/ogen-go/ogen/ogenerrors"
)

type token struct{}

func (token) Token(context.Context, fw.OperationName) (fw.Token, error) {
	return fw.Token{Token: os.Getenv("FORMWORK_TOKEN")}, nil
}

func (token) Cookie(context.Context, fw.OperationName) (fw.Cookie, error) {
	return fw.Cookie{}, ogenerrors.ErrSkipClientSecurity
}

func check(ok bool, what string, got any) {
	if !ok {
		fmt.Fprintln(os.Stderr, what, got)
		os.Exit(1)
	}
}

func main() {
	ctx := context.Background()
	c, err := fw.NewClient(os.Getenv("FORMWORK_URL"), token{})
	check(err == nil, "client", err)

	payload := fw.SubmitJobPayload{
		"steps": jx.Raw("1"), "seconds": jx.Raw("0"), "lines": jx.Raw("1"),
		"failure": jx.Raw(`{"mode":"never"}`),
	}
	created, err := c.JobsCreate(ctx, &fw.SubmitJob{
		Template: "sample-job", Payload: fw.NewOptSubmitJobPayload(payload), Delay: fw.NewOptDuration("0s"),
	}, fw.JobsCreateParams{})
	check(err == nil, "create", err)
	made, ok := created.(*fw.JobsCreateCreated)
	check(ok, "create", created)
	id := made.Response.ID

	stream, err := c.JobsLogStream(ctx, fw.JobsLogStreamParams{ID: id})
	check(err == nil, "stream", err)
	lines, ok := stream.(*fw.JobsLogStreamOKHeaders)
	check(ok, "stream", stream)
	text, err := io.ReadAll(lines.Response)
	check(err == nil && strings.Contains(string(text), "event: end"), "stream", string(text))

	read, err := c.JobsGet(ctx, fw.JobsGetParams{ID: id})
	check(err == nil, "get", err)
	job, ok := read.(*fw.JobsGetOKHeaders)
	check(ok && job.Response.State == fw.JobStateSucceeded, "get", read)

	listed, err := c.JobsList(ctx, fw.JobsListParams{
		State:   []fw.JobState{fw.JobStateSucceeded},
		Payload: fw.NewOptJobsListPayload(fw.JobsListPayload{"steps": "1"}),
	})
	check(err == nil, "list", err)
	page, ok := listed.(*fw.JobsListOKHeaders)
	check(ok, "list", listed)
	found := false
	for _, one := range page.Response.Items {
		found = found || one.ID == id
	}
	check(found, "the list lacks the job", id)

	got, err := c.TemplatesGet(ctx, fw.TemplatesGetParams{Name: "http-check"})
	check(err == nil, "template", err)
	template, ok := got.(*fw.TemplateHeaders)
	check(ok && template.Response.Run.IsHttpRun(), "template", got)
	fmt.Println(template.Response.Timeout.Value, "done")
}
