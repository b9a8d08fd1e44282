package gql_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/write"
	"whence/server/gql"
	"whence/server/gql/answer"
)

// oneFile replaces data sets by grants, whatever file is named: package command tests how files are read.
type oneFile struct{ graph *graph.Graph }

func (f oneFile) Replace(ctx context.Context, r gql.Replacement) (*gql.Replaced, error) {
	d := grants()
	d.Info.Issued = claim.EDTF(r.Format) // a release
	out := &gql.Replaced{Outcome: write.Outcome{View: f.graph.Now()}, Report: &answer.LoadReport{
		Records: 2, Refused: 1, SetAside: []write.UserError{{Code: write.InvalidValue, Message: "row 3: no amount"}},
	}}
	by := write.Replacing(f.graph, r.Options, &out.Outcome)
	var err error
	if r.Options.DryRun {
		out.Report.Report, err = write.PlanLoad(ctx, f.graph, by, []*claim.Dataset{d})
	} else if out.Outcome.Commit, out.Report.Report, err = write.LoadAs(ctx, f.graph, by, []*claim.Dataset{d}); err == nil {
		out.Outcome.View = f.graph.Now()
	}
	out.Outcome.Report = out.Report.Report
	return out, err
}

// replacements replaces a data set of which somebody has retracted a claim.
func (w *writer) replacements(t *testing.T) {
	t.Helper()
	data := w.read(t, `{ measures(about: "award/acme.1") { nodes { id } } }`)
	id := data.(map[string]any)["measures"].(map[string]any)["nodes"].([]any)[0].(map[string]any)["id"]
	retracted := w.sendAs(t, fmt.Sprintf(`retractClaims(input: {claims: [%q], reason: "not so"})`, id))
	replaced := fmt.Sprintf(`replaceDataset(input: {dataset: "test/grants", file: %q, format: "2021-10"}`, strings.Repeat("0", 64))
	w.sendAs(t, replaced+`, options: {dryRun: true})`)
	w.sendAs(t, replaced+`, options: {propose: true})`)
	w.sendAs(t, replaced+`)`)
	w.sendAs(t, fmt.Sprintf(`undoCommit(input: {commit: %q, reason: "it is so"})`, field(field(retracted, "commit").(map[string]any), "id")))
}
