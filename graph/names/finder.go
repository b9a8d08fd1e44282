package names

import (
	"errors"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/vellum"
)

// finder is what a search finds in one segment.
type finder struct {
	*search
	*segment
	matches
	options [][]option // from each word of the query on
}

// option is docs that have some words of the query, from one on, in one of the ways that they can be read.
type option struct {
	span int             // words of the query
	cost int             // how far from what was asked
	docs *roaring.Bitmap // nil where the words are passed over
}

func newFinder(s *search, in *segment) *finder {
	return &finder{search: s, segment: in, matches: matches{found: roaring.New(), first: roaring.New()}}
}

// noteFirst notes docs that begin with a word of the query, and is all of the posting's.
func (f *finder) noteFirst(p posting) *roaring.Bitmap {
	f.first.Or(p.first)
	return p.all
}

// exact finds whole names, all words, and all words of which the last is begun. Words next to each other may be one.
func (f *finder) exact() error {
	name, whole := roaring.New(), roaring.New()
	for _, key := range f.asOne {
		for _, n := range f.docsOfKey(key) {
			text := f.text(n)
			if Fold(text) == f.folded {
				name.Add(n)
			} else if slices.Contains(keys(text, words(text)), key) {
				whole.Add(n)
			}
		}
	}
	f.add(tierName, name, f.dead)
	f.add(tierJoined, whole, f.dead)
	if len(f.asked) == 0 {
		return nil
	}

	f.options = make([][]option, len(f.asked))
	for i := range f.asked {
		if err := f.readExact(i); err != nil {
			return err
		}
	}
	f.addBest(tierWords, f.options, 0)
	if err := f.readPrefix(); err != nil {
		return err
	}
	f.addBest(tierPrefix, f.options, 0)
	return nil
}

// readExact adds the docs that have word i, alone or with those after it as one.
func (f *finder) readExact(i int) error {
	var text strings.Builder
	for span := 1; span <= 3 && i+span <= len(f.asked); span++ {
		text.WriteString(f.asked[i+span-1].text)
		p, err := f.lookUp(clip(text.String()))
		if err != nil {
			return err
		}
		if span == 1 && !p.all.IsEmpty() {
			f.known[i] = true
		}
		f.offer(i, option{span: span, docs: f.noteFirst(p)})
	}
	return nil
}

// readPrefix adds the docs that have a word of which the last of the query, or the last two as one, is the beginning.
func (f *finder) readPrefix() error {
	text := ""
	for i := len(f.asked) - 1; i >= 0 && i >= len(f.asked)-2; i-- {
		text = f.asked[i].text + text
		p, err := f.withPrefix(text)
		if err != nil {
			return err
		}
		f.offer(i, option{span: len(f.asked) - i, docs: f.noteFirst(p)})
	}
	return nil
}

func (f *finder) offer(at int, o option) {
	if o.docs == nil || !o.docs.IsEmpty() {
		f.options[at] = append(f.options[at], o)
	}
}

// lookUp is the posting of a word.
func (f *finder) lookUp(text string) (posting, error) {
	number, ok, err := f.dictionary.Get([]byte(text))
	if err != nil || !ok {
		return newPosting(), err
	}
	return f.posting(number)
}

// withPrefix is the docs that have a word of this beginning.
func (f *finder) withPrefix(text string) (posting, error) {
	text = clip(text)
	number, ok, err := f.prefixes.Get([]byte(text))
	if err != nil {
		return posting{}, err
	}
	if ok {
		return f.posting(number)
	}
	var all postingUnion
	err = f.eachWord(nil, []byte(text), func(_ []byte, number uint64) error {
		return all.add(f.segment, number)
	})
	return all.posting(), err
}

// eachWord calls yield for the words of the segment of a beginning that an automaton accepts; nil accepts all.
func (f *finder) eachWord(a vellum.Automaton, beginning []byte, yield func(word []byte, number uint64) error) error {
	var it *vellum.FSTIterator
	var err error
	if a == nil {
		it, err = f.dictionary.Iterator(beginning, after(beginning))
	} else {
		it, err = f.dictionary.Search(a, beginning, after(beginning))
	}
	for ; err == nil; err = it.Next() {
		if err := yield(it.Current()); err != nil {
			return err
		}
	}
	if errors.Is(err, vellum.ErrIteratorDone) {
		return nil
	}
	return err
}

// after is the first key that does not have a beginning; nil for none. No UTF-8 has the byte 0xff.
func after(beginning []byte) []byte {
	if len(beginning) == 0 {
		return nil
	}
	return append(slices.Clip(beginning), 0xff)
}

// postingUnion gathers the postings of several words.
type postingUnion struct {
	all, first []*roaring.Bitmap
}

func (u *postingUnion) add(s *segment, number uint64) error {
	p, err := s.posting(number)
	if err != nil {
		return err
	}
	u.all = append(u.all, p.all)
	if !p.first.IsEmpty() {
		u.first = append(u.first, p.first)
	}
	return nil
}

func (u *postingUnion) posting() posting {
	return posting{all: roaring.FastOr(u.all...), first: roaring.FastOr(u.first...)}
}
