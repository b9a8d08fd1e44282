package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"whence/graph/write"
	"whence/loader"
	"whence/server/gql"
	"whence/server/gql/answer"
	"whence/server/uploads"
)

// shownMistakes is how many mistakes of a file, and how many records that were set aside, are told.
const shownMistakes = 50

// Replace makes a data set say what a file says that was sent ahead: what whence load does, with the key, the expectations and the
// answer of a mutation.
func (t *transfers) Replace(ctx context.Context, r gql.Replacement) (*gql.Replaced, error) {
	out := &gql.Replaced{Outcome: write.Outcome{View: t.graph.Now()}}
	refuse := func(code write.UserErrorCode, field, message string) (*gql.Replaced, error) {
		out.Outcome.Errors = append(out.Outcome.Errors, write.UserError{Code: code, Field: []string{"input", field}, Message: message})
		return out, nil
	}
	l := loader.Loader{Graph: t.graph, Texts: t.texts, Dataset: r.Dataset, Only: r.Dataset, DryRun: r.Options.DryRun}
	if r.Refuse != nil {
		l.Refuse = loader.Refuse(strconv.Itoa(*r.Refuse))
	}
	name := path.Base(r.Dataset)
	if r.Format != "" {
		if endings := loader.Endings(); !slices.Contains(endings, r.Format) {
			return refuse(write.InvalidValue, "format", fmt.Sprintf("format %.40q: want one of %s, or none for what the content is", r.Format, strings.Join(endings, ", ")))
		}
		name += "." + r.Format
	}
	file, err := t.sent(r.File, name)
	if err != nil {
		return refuse(write.UnknownID, "file", err.Error())
	}
	if r.Mapping != "" {
		text, err := t.files.File(r.Mapping)
		if err != nil {
			return refuse(write.UnknownID, "mapping", err.Error())
		}
		file.Mapping, err = loader.ReadMapping("mapping", text)
		if err = errors.Join(err, text.Close()); err != nil {
			return refuse(write.InvalidValue, "mapping", err.Error())
		}
	}
	t.loads.Lock()
	defer t.loads.Unlock()
	l.Author = write.Replacing(t.graph, r.Options, &out.Outcome)
	l.Author.Reassert = r.Reassert
	// It is carried out once it has begun, whatever becomes of who asked: see load.
	report, err := l.LoadFiles(context.WithoutCancel(ctx), []loader.File{file})
	if errors.Is(err, write.ErrAnswered) {
		return out, nil
	}
	if out.Report = reported(report); err != nil && report.Records == 0 {
		out.Report = nil // nothing could be read
	}
	if err != nil {
		return out, unlessMistaken(out, err)
	}
	out.Outcome.View, out.Outcome.Report = t.graph.Now(), report.Report
	if report.Commit != 0 {
		out.Outcome.Commit, err = t.graph.CommitLog().Commit(report.Commit)
	}
	return out, err
}

// sent is a file that was sent ahead, under a name.
func (t *transfers) sent(digest, name string) (loader.File, error) {
	file, err := t.files.File(digest)
	if err != nil {
		return loader.File{}, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return loader.File{}, err
	}
	return loader.File{Name: name, Size: info.Size(), Open: func() (io.ReadCloser, error) { return t.files.File(digest) }}, nil
}

// reported is a report as the API shows it.
func reported(r loader.Report) *answer.LoadReport {
	out := &answer.LoadReport{Report: r.Report, Records: r.Records, Refused: len(r.Refused)}
	for _, refused := range r.Refused[:min(len(r.Refused), 2*shownMistakes)] {
		out.SetAside = append(out.SetAside, write.UserError{Code: write.InvalidValue, Field: []string{"input", "file"}, Message: refused.String()})
	}
	return out
}

// unlessMistaken puts what is wrong with a file into the outcome; any other error is the server's.
func unlessMistaken(out *gql.Replaced, err error) error {
	mistakes, wrong := errors.AsType[loader.Mistakes](err)
	if !wrong {
		if errors.Is(err, uploads.ErrUnknown) {
			out.Outcome.Errors = []write.UserError{{Code: write.UnknownID, Field: []string{"input", "file"}, Message: err.Error()}}
			return nil
		}
		return err
	}
	if before, _, _ := strings.Cut(err.Error(), mistakes[0].Error()); before != "" { // more were set aside than may be
		message := strings.TrimSuffix(strings.ReplaceAll(before, "--refuse", "refuse"), ": ")
		out.Outcome.Errors = append(out.Outcome.Errors, write.UserError{Code: write.InvalidValue, Field: []string{"input", "refuse"}, Message: message})
	}
	for _, m := range mistakes[:min(len(mistakes), shownMistakes-len(out.Outcome.Errors))] {
		out.Outcome.Errors = append(out.Outcome.Errors, write.UserError{Code: write.InvalidValue, Field: []string{"input", "file"}, Message: m.Error()})
	}
	return nil
}
