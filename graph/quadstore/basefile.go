package quadstore

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"whence/graph/quadstore/pagedarray"
	"whence/graph/quadstore/pagefile"
	"whence/graph/quadstore/storedorder"
	"whence/graph/quadstore/termindex"
)

// baseFile is a file with the base and the dictionary of a store at one version. The arrays of a base and of a dictionary lie
// in it as they lie in memory, so that opening it reads its head and no more; pagefile says how a damaged page is noticed. What
// was committed since is in the records: see changes. The file is derived: where it is missing, of another store or wrong,
// the records have everything, and it is made anew.
type baseFile struct {
	file    *pagefile.File
	meta    meta // of the store when it was written: its version and its digest, which tells it from other stores
	content Snapshot

	records func(func(*diskStore) error) error // calls with the open store's disk
	failed  func()                             // tells the store that the file is to be replaced
	healing sync.Mutex
	fault   atomic.Pointer[error]    // why it is to be replaced
	healed  atomic.Pointer[Snapshot] // content without the file; its base is nil where the records have not what it was
}

// baseFileName is the file's name in the folder of a store; it is written under another name first.
const (
	baseFileName    = "base"
	partialFileName = "base.partial"
)

// textPages is how many pages of texts lie in the file: the last, which is not full, is copied.
func (f *baseFile) textPages() int { return int(f.meta.terms) >> pagedarray.PageBits }

// claimPages is how many pages of claims lie in the file.
func (f *baseFile) claimPages() int { return int(f.meta.claims) >> pagedarray.PageBits }

// writeBaseFile writes what a snapshot without deltas has, whose records have the digest.
func writeBaseFile(ctx context.Context, out pagefile.Out, s *Snapshot, digest uint64) error {
	w, err := pagefile.NewWriter(out)
	if err != nil {
		return err
	}
	b := s.base
	f := baseFileWriter{ctx: ctx, w: w}
	for _, a := range [...]struct {
		name string
		*adjacency
	}{{"subjects", &b.subjects}, {"objects", &b.objects}} {
		writeArray(&f, a.name+".starts", a.file, a.starts)
		writeArray(&f, a.name+".links", a.file, a.links)
		writeArray(&f, a.name+".labels", a.file, a.labels)
	}
	for _, p := range [...]struct {
		name string
		*positions
	}{{"predicates", &b.predicates}, {"labels", &b.labels}} {
		writeArray(&f, p.name+".starts", p.file, p.starts)
		writeArray(&f, p.name+".at", p.file, p.at)
	}
	writeArray(&f, "hints", b.file, b.hints)
	f.dictionary(&s.termStore)
	index := storedIndex{key: newKey()}
	f.do(func() error { return index.fill(ctx, &s.termStore, s.terms(), s.claims.Len()) })
	writeArray(&f, "index.terms", nil, index.terms)
	writeArray(&f, "index.claims", nil, index.claims)
	if orders := b.orders.Load(); orders != nil {
		f.do(func() error { return orders.Append(w) })
	}
	f.do(func() error { return w.Finish(aboutOf(s, digest, index.key)) })
	return f.err
}

// baseFileWriter writes sections until one fails.
type baseFileWriter struct {
	ctx context.Context
	w   *pagefile.Writer
	err error
}

func (f *baseFileWriter) do(step func() error) {
	if f.err == nil {
		f.err = step()
	}
}

// writeStep is how many values are written between two looks at the context.
const writeStep = 1 << 18

func writeArray[T any](f *baseFileWriter, name string, file *pagefile.File, values []T) {
	f.do(func() error { return f.w.Begin(name) })
	appendArray(f, file, values)
}

func appendArray[T any](f *baseFileWriter, file *pagefile.File, values []T) {
	for lo := 0; lo < len(values) && f.err == nil; lo += writeStep {
		hi := min(lo+writeStep, len(values))
		f.do(f.ctx.Err)
		f.do(func() error { return pagefile.Append(f.w, pagefile.Part(file, values, uint32(lo), uint32(hi))) })
	}
}

// dictionary writes the terms: their heads as records have them, the pages of texts one behind the other and where each ends.
func (f *baseFileWriter) dictionary(ts *termStore) {
	var heads []byte
	for i := wholeIRI + 1; i < len(ts.heads); i++ {
		heads = ts.appendHead(heads, i)
	}
	writeArray(f, "heads", nil, heads)
	pages := append(slices.Clone(ts.full), ts.last)
	var ends []uint64
	f.do(func() error { return f.w.Begin("texts") })
	for i, p := range pages {
		appendArray(f, ts.file, p.text)
		ends = append(ends, uint64(len(p.text)))
		if i > 0 {
			ends[i] += ends[i-1]
		}
	}
	writeArray(f, "pages", nil, ends)
	f.do(func() error { return f.w.Begin("ends") })
	for _, p := range pages {
		appendArray(f, ts.file, p.ends)
	}
	f.do(func() error { return f.w.Begin("claims") })
	for _, p := range append(slices.Clone(ts.claims.Full), ts.claims.Last) {
		appendArray(f, ts.file, p)
	}
}

// aboutOf is what the head of the file says: the store's metadata, and numbers of 8 bytes each.
func aboutOf(s *Snapshot, digest uint64, key [2]uint64) []byte {
	m := metaOf(s, digest).encode()
	about := append(binary.AppendUvarint(nil, uint64(len(m))), m...)
	numbers := []uint64{uint64(s.stats.Nodes), key[0], key[1]}
	for _, ids := range [...]denseIDs{s.base.subjects.denseIDs, s.base.objects.denseIDs, s.base.predicates.denseIDs, s.base.labels.denseIDs} {
		numbers = append(numbers, uint64(ids.terms), uint64(ids.claims), uint64(ids.lowTerm), uint64(ids.lowClaim))
	}
	for _, n := range numbers {
		about = binary.LittleEndian.AppendUint64(about, n)
	}
	return about
}

// openBaseFile opens a file, in which there may be edges in some orders. The error says what is wrong with it.
func openBaseFile(path string, orders *storedorder.Definition) (*baseFile, error) {
	file, err := pagefile.Open(path)
	if err != nil {
		return nil, err
	}
	f := &baseFile{file: file}
	m, numbers, ok := cutLength(file.About())
	if !ok || len(numbers) != 8*(3+4*4) {
		return nil, fmt.Errorf("%s: head of %d bytes: %w", path, len(file.About()), pagefile.ErrWrong)
	}
	if f.meta, err = parseMeta(m); err != nil {
		return nil, err
	}
	number := func(i int) uint64 { return binary.LittleEndian.Uint64(numbers[8*i:]) }
	ids := func(i int) denseIDs {
		return denseIDs{terms: uint32(number(i)), claims: uint32(number(i + 1)), lowTerm: ID(number(i + 2)), lowClaim: ID(number(i + 3))}
	}
	r := baseFileReader{file: file}
	b := &base{
		file:       file,
		subjects:   r.adjacency("subjects", ids(3)),
		objects:    r.adjacency("objects", ids(7)),
		predicates: r.positions("predicates", ids(11)),
		labels:     r.positions("labels", ids(15)),
		hints:      readArray[uint32](&r, "hints"),
	}
	f.content = Snapshot{base: b, version: f.meta.version, mapped: f, stats: Stats{
		Quads: int(f.meta.quads), Nodes: int(number(0)), Terms: int(f.meta.terms), Claims: int(f.meta.claims),
	}}
	r.fault(func() { f.content.dictionary = r.dictionary(f.meta) })
	if orders != nil {
		r.fault(func() { b.orders.Store(storedorder.Open(orders, file)) })
	}
	f.content.filed = &storedIndex{
		key: [2]uint64{number(1), number(2)}, file: file,
		terms: readArray[termindex.Bucket](&r, "index.terms"), claims: readArray[termindex.Bucket](&r, "index.claims"),
	}
	if s := &f.content; r.err == nil && metaOf(s, f.meta.digest) != f.meta {
		r.err = fmt.Errorf("%s: holds %+v, should be %+v: %w", path, s.stats, f.meta, pagefile.ErrWrong)
	}
	return f, r.err
}

// baseFileReader finds sections until one is missing.
type baseFileReader struct {
	file *pagefile.File
	err  error
}

func readArray[T any](r *baseFileReader, name string) []T {
	if r.err != nil {
		return nil
	}
	values, err := pagefile.Section[T](r.file, name)
	r.err = err
	return values
}

// fault does what reads pages.
func (r *baseFileReader) fault(read func()) {
	if r.err != nil {
		return
	}
	probe := Snapshot{mapped: &baseFile{file: r.file}}
	if fault := probe.try(func(*Snapshot) { read() }); fault != nil {
		r.err = fault
	}
}

func (r *baseFileReader) adjacency(name string, ids denseIDs) adjacency {
	return adjacency{
		denseIDs: ids, file: r.file, starts: readArray[uint32](r, name+".starts"),
		links: readArray[link](r, name+".links"), labels: readArray[ID](r, name+".labels"),
	}
}

func (r *baseFileReader) positions(name string, ids denseIDs) positions {
	return positions{denseIDs: ids, file: r.file, starts: readArray[uint32](r, name+".starts"), at: readArray[uint32](r, name+".at")}
}

// dictionary makes the dictionary of what is in the file. Heads and the pages that are not full are copied.
func (r *baseFileReader) dictionary(m meta) dictionary {
	dict := newDictionary(m.claimPrefix)
	dict.file = r.file
	heads, pages := readArray[byte](r, "heads"), readArray[uint64](r, "pages")
	texts, ends, claims := readArray[byte](r, "texts"), readArray[uint32](r, "ends"), readArray[claimKey](r, "claims")
	if r.err == nil {
		heads = pagefile.Part(r.file, heads, 0, uint32(len(heads)))
		r.err = dict.readHeads(record{numberKey(keyHeads, 1), heads})
	}
	if r.err != nil {
		return dict
	}
	from := uint64(0)
	for i, end := range pagefile.Part(r.file, pages, 0, uint32(len(pages))) {
		of := ends[i<<pagedarray.PageBits : min((i+1)<<pagedarray.PageBits, len(ends))]
		p := textPage{texts[from:end:end], slices.Clip(of)}
		if from = end; len(of) == pagedarray.PageLen {
			dict.full = append(dict.full, p)
		} else {
			dict.last = textPage{
				slices.Clone(pagefile.Part(r.file, p.text, 0, uint32(len(p.text)))), slices.Clone(pagefile.Part(r.file, p.ends, 0, uint32(len(of)))),
			}
		}
	}
	for len(claims) >= pagedarray.PageLen {
		dict.claims.Full = append(dict.claims.Full, claims[:pagedarray.PageLen:pagedarray.PageLen])
		claims = claims[pagedarray.PageLen:]
	}
	dict.claims.Last = slices.Clone(pagefile.Part(r.file, claims, 0, uint32(len(claims))))
	dict.indexHeads()
	return dict
}
