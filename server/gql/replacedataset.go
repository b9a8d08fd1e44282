package gql

import (
	"context"
	"fmt"

	"whence/graph/claim"
	"whence/graph/write"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// Replacement is a data set that is to say what a file says.
type Replacement struct {
	Dataset  string
	File     string // SHA-256 of a file that was sent ahead
	Format   string // "" for what the content is
	Mapping  string // SHA-256 of a mapping that was sent ahead, "" for none
	Refuse   *int   // how many records may be set aside
	Reassert bool
	Options  write.Options
}

// Replaced is what became of it.
type Replaced struct {
	Outcome write.Outcome
	Report  *answer.LoadReport // nil where nothing could be read
}

// Loads makes data sets say what files say that were sent ahead.
type Loads interface {
	// Replace carries a replacement out, or says what it would do; what its caller can put right is in the outcome's errors.
	Replace(ctx context.Context, r Replacement) (*Replaced, error)
}

// ReplaceDataset makes a data set say what a file says.
func (m mutations) ReplaceDataset(ctx context.Context, input gen.ReplaceDatasetInput, o *gen.WriteOptions) (*gen.ReplaceDatasetPayload, error) {
	if o == nil {
		o = new(gen.WriteOptions)
	}
	options, refused, err := m.options(ctx, o)
	if err == nil && refused == nil {
		refused = replaceable(input, m.loads)
	}
	if err != nil || refused != nil {
		w, err := m.refuse(ctx, refused, err)
		if err != nil {
			return nil, err
		}
		return replacedPayload(w, nil), nil
	}
	done, err := m.loads.Replace(ctx, Replacement{
		Dataset: input.Dataset, File: input.File, Format: value(input.Format), Mapping: value(input.Mapping), Refuse: input.Refuse,
		Reassert: value(input.Reassert), Options: options,
	})
	if err != nil {
		return nil, err
	}
	w, err := m.answered(ctx, options.DryRun)(&done.Outcome, nil)
	if err != nil {
		return nil, err
	}
	return replacedPayload(w, done.Report), nil
}

func replacedPayload(w *written, r *answer.LoadReport) *gen.ReplaceDatasetPayload {
	return &gen.ReplaceDatasetPayload{
		Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed, Report: r,
	}
}

// replaceable says what of an input can't be, before any file is opened.
func replaceable(input gen.ReplaceDatasetInput, loads Loads) *write.UserError {
	invalid := func(field, format string, args ...any) *write.UserError {
		return &write.UserError{Code: write.InvalidValue, Field: []string{"input", field}, Message: fmt.Sprintf(format, args...)}
	}
	if _, ok := claim.DatasetNameOf(claim.DatasetID(input.Dataset)); !ok {
		return invalid("dataset", "dataset name %.60q: want lower-case letters, digits, hyphens, dots and slashes, the first no hyphen", input.Dataset)
	}
	if input.Refuse != nil && *input.Refuse < 0 {
		return invalid("refuse", "refuse: %d records are none: want 0 or more", *input.Refuse)
	}
	if loads == nil {
		return &write.UserError{Code: write.UnknownID, Field: []string{"input", "file"}, Message: "no file was sent here: this server takes none"}
	}
	return nil
}

// loadReports resolves the lists of a report.
type loadReports struct{}

// Refusals is the first of the records that were set aside.
func (loadReports) Refusals(_ context.Context, r *answer.LoadReport, first *int) ([]*gen.UserError, error) {
	size, err := listed(first, 20)
	if err != nil {
		return nil, err
	}
	out := []*gen.UserError{}
	for _, e := range r.SetAside[:min(size, len(r.SetAside))] {
		out = append(out, &gen.UserError{Code: e.Code, Message: e.Message, Field: e.Field, Nearest: []string{}, BlockedBy: []*answer.Commit{}})
	}
	return out, nil
}

// Held is the first of the claims that were held back.
func (loadReports) Held(ctx context.Context, r *answer.LoadReport, first *int) ([]claim.Claim, error) {
	size, err := listed(first, 20)
	if err != nil {
		return nil, err
	}
	found, err := knownClaims(view(ctx).Claims(ctx, r.Held[:min(size, len(r.Held))]))
	if found == nil {
		found = []claim.Claim{}
	}
	return found, err
}
