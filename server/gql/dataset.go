package gql

import (
	"context"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/datasets"
	"whence/graph/evidence"
	"whence/graph/paging"
	"whence/server/cursor"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// Datasets is a page of the data sets of the graph.
func (q query) Datasets(ctx context.Context, first *int, after *string) (*answer.DatasetConnection, error) {
	return connectRoot(ctx, q.cursors, window{first, 20, after}, asDatasets, func(w paging.Window) (paging.Page[*datasets.Dataset], error) {
		return datasets.List(ctx, view(ctx), w)
	})
}

// asDatasets builds a connection of data sets.
func asDatasets(list answer.List, p *paging.Page[*datasets.Dataset]) *answer.DatasetConnection {
	return answer.NewConnection(list, p, answer.DatasetOf)
}

// datasetFields resolves the fields of data sets that reach into the graph.
type datasetFields struct{ cursors cursor.Key }

// Commit is the commit that last replaced each data set.
func (datasetFields) Commit(ctx context.Context, of []*answer.Dataset) ([]*answer.Commit, error) {
	plain, _ := pluck(of, (*answer.Dataset).Dataset)
	numbers, err := datasets.Commits(ctx, view(ctx), plain)
	if err != nil {
		return nil, err
	}
	return commitsOf(ctx, numbers, func(n uint64) (uint64, error) { return n, nil })
}

// Documents is a page of the documents that each data set declares.
func (r datasetFields) Documents(ctx context.Context, of []*answer.Dataset, first *int, after *string) ([]*answer.DocumentConnection, error) {
	return connect(ctx, r.cursors, of, window{first, 20, after}, asDocuments,
		func(of []*answer.Dataset, w paging.Window) ([]paging.Page[*claim.Entity], error) {
			plain, _ := pluck(of, (*answer.Dataset).Dataset)
			return datasets.Documents(ctx, view(ctx), plain, w)
		})
}

// Claims is a page of the claims that each data set says.
func (r datasetFields) Claims(ctx context.Context, of []*answer.Dataset, filter *gen.ClaimFilter, first *int, after *string) ([]*answer.ClaimConnection, error) {
	return connect(ctx, r.cursors, of, window{first, 20, after}, asTheyCome[claim.Claim],
		func(of []*answer.Dataset, w paging.Window) ([]paging.Page[claim.Claim], error) {
			plain, _ := pluck(of, (*answer.Dataset).Dataset)
			return datasets.Claims(ctx, view(ctx), plain, graph.ClaimQuery{Filter: claimFilter(filter), Window: w})
		})
}

// Datasets is the data sets that say each claim.
func (claims[C]) Datasets(ctx context.Context, of []C) ([][]*answer.Dataset, error) {
	found, err := datasets.Of(ctx, view(ctx), asserted(of))
	return convert(found, err, func(list *[]*datasets.Dataset) []*answer.Dataset { return answer.DatasetsOf(*list) })
}

// Datasets is the data sets that give each citation.
func (citations) Datasets(ctx context.Context, of []*answer.Citation) ([][]*answer.Dataset, error) {
	return given(ctx, of, func(s *datasets.Source) []*answer.Dataset { return answer.DatasetsOf(s.Datasets) })
}

// ByHand says of each citation whether the API gave it too.
func (citations) ByHand(ctx context.Context, of []*answer.Citation) ([]bool, error) {
	return given(ctx, of, func(s *datasets.Source) bool { return s.ByHand })
}

// given is what is known of who gives citations. Those of a judgement or of an assessment belong to whoever made it.
func given[R any](ctx context.Context, of []*answer.Citation, get func(*datasets.Source) R) ([]R, error) {
	ids, _ := pluck(of, func(c *answer.Citation) claim.ID {
		if c.Of.IsClaim() {
			return c.ID()
		}
		return c.Of
	})
	documents, _ := pluck(of, func(c *answer.Citation) claim.ID {
		if c.Of.IsClaim() {
			return c.Document
		}
		return ""
	})
	found, err := datasets.OfCitations(ctx, view(ctx), ids, documents)
	return convert(found, err, get)
}

// Dataset is the data set that each commit replaced, null where it replaced none or several.
func (commits) Dataset(ctx context.Context, of []*answer.Commit) ([]*answer.Dataset, error) {
	ids, _ := pluck(of, func(c *answer.Commit) claim.ID {
		if c.Recorded.Dataset == "" {
			return ""
		}
		return claim.DatasetID(c.Recorded.Dataset)
	})
	found, err := datasets.Named(ctx, view(ctx), ids)
	if err != nil {
		return nil, err
	}
	return pluck(found, answer.DatasetOf)
}

// Licence is where the terms of each document stand.
func (documents) Licence(ctx context.Context, of []*answer.Document) ([]*string, error) {
	return terms(ctx, of, func(t *datasets.Terms) *string { return answer.OrNull(&t.Licence) })
}

// Attribution is what must be said wherever each document is shown.
func (documents) Attribution(ctx context.Context, of []*answer.Document) ([]*string, error) {
	return terms(ctx, of, func(t *datasets.Terms) *string { return answer.OrNull(&t.Attribution) })
}

// Issued is when the data of each document were issued.
func (documents) Issued(ctx context.Context, of []*answer.Document) ([]*answer.When, error) {
	return terms(ctx, of, func(t *datasets.Terms) *answer.When { return answer.WhenOf(&claim.When{EDTF: t.Issued}) })
}

func terms[R any](ctx context.Context, of []*answer.Document, get func(*datasets.Terms) R) ([]R, error) {
	found, err := datasets.TermsOf(ctx, view(ctx), known(of))
	return convert(found, err, get)
}

// MediaType is the media type of each document that is a file of data.
func (documents) MediaType(ctx context.Context, of []*answer.Document) ([]*string, error) {
	found, err := evidence.DataFiles(ctx, view(ctx), known(of))
	return convert(found, err, func(f *claim.DataFile) *string { return answer.OrNull(&f.MediaType) })
}

// FileDigest is the digest of each document that is a file of data.
func (documents) FileDigest(ctx context.Context, of []*answer.Document) ([]*string, error) {
	found, err := evidence.DataFiles(ctx, view(ctx), known(of))
	return convert(found, err, func(f *claim.DataFile) *string { return answer.OrNull(&f.Digest) })
}

// Record is the record of a key of each document.
func (documents) Record(ctx context.Context, of []*answer.Document, key string) ([]*answer.Record, error) {
	ids, _ := pluck(of, func(d *answer.Document) claim.ID { return claim.Record{Document: d.ID, Key: key}.ID() })
	found, err := evidence.Records(ctx, view(ctx), ids)
	return convert(found, err, answer.RecordOf)
}
