package loader

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"whence/graph/claim"
	"whence/loader/bods"
	"whence/loader/ftm"
	"whence/loader/gtr"
	"whence/loader/objects"
	"whence/loader/ons"
	"whence/loader/records"
	"whence/loader/ror"
	"whence/loader/table"
	"whence/loader/threesixty"
)

// dataSource is a file of data that is opened and not read yet.
type dataSource struct {
	name string
	*stream
}

// imported is a file of data that was read.
type imported struct {
	name   string
	result *records.Result
}

// part is a data set on its way into the graph, whatever it was read from.
type part interface {
	contents() *claim.Dataset
	// blame is where in the file a problem of the data set stands.
	blame(*claim.ValidationError) *Mistake
	// entityAt is where the file declares one of its entities.
	entityAt(i int) *Mistake
}

func (f *claimsFile) contents() *claim.Dataset { return f.dataset }

func (f *claimsFile) entityAt(i int) *Mistake {
	n := f.find(f.entities[i])
	m := n.piece.mistake(n.token(), "")
	m.File = f.name
	return m
}

func (i *imported) contents() *claim.Dataset { return i.result.Dataset }

func (i *imported) entityAt(int) *Mistake { return &Mistake{File: i.name} }

func (i *imported) blame(p *claim.ValidationError) *Mistake {
	m := &Mistake{File: i.name, Line: 1, Column: 1, Msg: plain(p.Err)}
	if p.Section == claim.InClaims && p.Index >= 0 {
		at := i.result.PlaceOf(i.result.Dataset.Claims[p.Index].Base().ID)
		m.Line, m.Msg = max(at.Line, 1), at.Hint+": "+m.Msg
	}
	return m
}

// parts is all data sets of the load, claims files first.
func (u *undertaking) parts() []part {
	var out []part
	for _, f := range u.files {
		out = append(out, f)
	}
	for _, i := range u.imported {
		out = append(out, i)
	}
	return out
}

// readData reads the files of data: places first, for others name them.
func (u *undertaking) readData(ctx context.Context) error {
	order := func(d dataSource) int {
		if d.format == placeTable {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(u.data, func(a, b dataSource) int { return cmp.Compare(order(a), order(b)) })
	places := newPlaceNames(u)
	for _, d := range u.data {
		if err := ctx.Err(); err != nil {
			return err
		}
		read, err := u.readDataFile(ctx, d, places)
		if mistake, ok := errors.AsType[*Mistake](err); ok {
			if u.mistakes.add(mistake); u.mistakes.full() {
				break
			}
			continue
		}
		if err != nil {
			return err
		}
		u.imported = append(u.imported, read)
		places.learn(read.result.Dataset)
		u.note(d.name, read.result)
	}
	if len(u.mistakes) > 0 {
		return u.mistakes.err()
	}
	return u.checkRefused()
}

// readDataFile reads one file of data.
func (u *undertaking) readDataFile(ctx context.Context, d dataSource, places *placeNames) (*imported, error) {
	name, err := u.datasetOf(d)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	in := &hashed{ctx, io.TeeReader(d, sum)}
	s := records.Source{
		File: filepath.Base(d.name), Dataset: name, Place: func(name string) claim.ID { return places.find(ctx, name) },
		Info: claim.DatasetInfo{Title: filepath.Base(d.name)},
	}
	var result *records.Result
	if d.format == mapped {
		result, err = readMapped(ctx, d.stream, in, s)
	} else {
		result, err = readFormat(d.format, in, s)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, in)
	}
	if err != nil {
		return nil, dataMistake(d.name, err)
	}
	f := d.format
	if f == mapped {
		f = d.shape
	}
	finishDocument(&result.Dataset.Entities[0], f, sum)
	return &imported{d.name, result}, nil
}

// finishDocument says what is known of the file when it was read to its end.
func finishDocument(document *claim.EntityRecord, f format, sum hash.Hash) {
	document.Data = claim.DataFile{MediaType: mediaTypes[f], Digest: hex.EncodeToString(sum.Sum(nil))}
}

// mediaTypes are the IANA media types of files of data.
var mediaTypes = map[format]string{
	grantTable: "text/csv", placeTable: "text/csv", grantJSON: "application/json", rorJSON: "application/json", ownershipJSON: "application/json",
	moneyJSON: "application/x-ndjson", projectTable: "text/csv", mappedTable: "text/csv", mappedJSON: "application/json",
	mappedSheet: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", quads: "application/n-quads", triples: "application/n-triples",
	turtleText: "text/turtle", trigText: "application/trig", linkedJSON: "application/ld+json",
	grantSheet: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// readFormat has the package of a format read a file.
func readFormat(f format, in io.Reader, s records.Source) (*records.Result, error) {
	switch f {
	case grantJSON:
		return threesixty.JSON(in, s)
	case rorJSON:
		return ror.Read(in, s)
	case ownershipJSON:
		return bods.Read(in, s)
	case moneyJSON:
		return ftm.Read(in, s)
	case grantSheet:
		return readSheet(in, s, table.Options{Beside: threesixty.MetaSheet}, threesixty.Table)
	}
	t, err := table.CSV(s.File, in, table.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { _ = t.Close() }() // it was only read
	switch f {
	case placeTable:
		return ons.Read(t, s)
	case projectTable:
		return gtr.Read(t, s)
	}
	return threesixty.Table(t, s)
}

// dataMistake is what ended the reading of a file as a mistake, where it is one of the file's.
func dataMistake(name string, err error) error {
	if bad, ok := errors.AsType[*Mistake](err); ok { // of RDF
		return bad
	}
	if bad, ok := errors.AsType[*objects.Error](err); ok {
		return &Mistake{File: name, Line: bad.Line, Column: 1, Msg: bad.Message}
	}
	if _, ok := errors.AsType[*table.Error](err); ok {
		return tableMistake(name, err)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return damaged(name, nil, err)
}

// datasetOf is the name of the data set that a file makes.
func (u *undertaking) datasetOf(d dataSource) (string, error) {
	if u.Dataset == "" {
		if d.mapping != nil && d.mapping.Dataset != "" {
			return d.mapping.Dataset, nil
		}
		base := path.Base(filepath.ToSlash(d.name))
		stem, _, _ := strings.Cut(base, ".")
		return records.Slug(cmp.Or(stem, base)), nil
	}
	if len(u.data) > 1 {
		return "", fmt.Errorf("--dataset names one data set, and there are %d files of data: load them one by one", len(u.data))
	}
	return claim.ParseDatasetName(u.Dataset)
}

// hashed is a file that is read until its context ends.
type hashed struct {
	ctx context.Context //nolint:containedctx // readers of formats have no other way to hear of it
	io.Reader
}

func (h *hashed) Read(p []byte) (int, error) {
	if err := h.ctx.Err(); err != nil {
		return 0, err
	}
	return h.Reader.Read(p)
}
