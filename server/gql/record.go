package gql

import (
	"context"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/evidence"
	"whence/loader/records"
	"whence/server/auth"
	"whence/server/gql/answer"
)

// RecordFiles reads files of data again, for those who look at records.
type RecordFiles interface {
	// Read is what the file of a document comes to, nil where it is not at hand.
	Read(ctx context.Context, v *graph.View, document claim.ID) (*records.Result, error)
}

// filesOf reads the files of documents, each once; those that are not at hand are nil.
func filesOf(ctx context.Context, files RecordFiles, documents []claim.ID) (map[claim.ID]*records.Result, error) {
	out := map[claim.ID]*records.Result{}
	for _, id := range documents {
		if _, met := out[id]; met || id == "" || files == nil {
			continue
		}
		read, err := files.Read(ctx, view(ctx), id)
		if err != nil {
			return nil, err
		}
		out[id] = read
	}
	return out, nil
}

// looked is what a look at the place of a citation found.
type looked struct {
	state records.State
	text  string // "" unless it is what was cited
}

// lookedAt looks at the places of citations.
func lookedAt[R any](ctx context.Context, r citations, of []*answer.Citation, get func(looked) R) ([]R, error) {
	plain, _ := pluck(of, func(c *answer.Citation) claim.Citation { return c.Citation })
	quotes, err := view(ctx).Quotes(ctx, plain)
	if err != nil {
		return nil, err
	}
	documents, _ := pluck(of, func(c *answer.Citation) claim.ID {
		if c.Record == "" {
			return ""
		}
		return c.Document
	})
	files, err := filesOf(ctx, r.files, documents)
	if err != nil {
		return nil, err
	}
	stored, err := evidence.Records(ctx, view(ctx), recordsOf(of))
	if err != nil {
		return nil, err
	}
	out := make([]R, len(of))
	for i, c := range of {
		if c.Record == "" {
			out[i] = get(lookedInText(&quotes[i]))
		} else {
			out[i] = get(lookedInFile(files[c.Document], c.Citation, stored[i]))
		}
	}
	return out, nil
}

func lookedInText(q *graph.Quote) looked {
	switch {
	case q.Verified:
		return looked{records.Verified, q.Text}
	case q.Gone:
		return looked{state: records.Gone}
	case q.Held:
		return looked{state: records.Changed}
	}
	return looked{state: records.NotHeld}
}

func lookedInFile(file *records.Result, c claim.Citation, stored claim.Record) looked {
	if file == nil {
		return looked{state: records.NotHeld}
	}
	l := looked{state: file.State(c, stored)}
	if l.state == records.Verified || l.state == records.Moved {
		for _, f := range file.FieldsOf(c.Record) {
			if f.Name == c.Field {
				l.text = f.Name + ": " + f.Value
			}
		}
	}
	return l
}

// recordFields resolves the fields of records that reach into the graph or into files of data.
type recordFields struct{ files RecordFiles }

// Document is the document that each record stands in.
func (recordFields) Document(ctx context.Context, of []*answer.Record) ([]*answer.Document, error) {
	return namedBy(ctx, of, func(r *answer.Record) claim.ID { return r.Record.Document }, answer.DocumentOf)
}

// Fields is the fields of each record: of one whose document is not open to the caller, the cited one alone.
func (r recordFields) Fields(ctx context.Context, of []*answer.Record) ([][]*records.Field, error) {
	documents, _ := pluck(of, func(r *answer.Record) claim.ID { return r.Record.Document })
	files, err := filesOf(ctx, r.files, documents)
	if err != nil {
		return nil, err
	}
	found, err := view(ctx).Entities(ctx, documents)
	if err != nil {
		return nil, err
	}
	open, err := evidence.TextsOpen(ctx, view(ctx), found)
	if err != nil {
		return nil, err
	}
	all := auth.From(ctx).Role >= auth.Contributor
	out := make([][]*records.Field, len(of))
	for i, record := range of {
		out[i] = []*records.Field{}
		file := files[record.Record.Document]
		if file == nil {
			continue
		}
		for _, f := range file.FieldsOf(record.Record.ID()) {
			if all || open[i] || f.Name == record.Cited {
				out[i] = append(out[i], &f)
			}
		}
	}
	return out, nil
}
