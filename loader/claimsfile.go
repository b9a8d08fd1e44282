package loader

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"whence/graph/claim"
	"whence/graph/sourcetext"
)

// claimsFile is a claims file on its way to a dataset.
type claimsFile struct {
	name      string // as mistakes name it
	content   string
	dataset   *claim.Dataset
	documents []claim.EntityRecord
	drafts    []*draft                        // while the file is read
	claims    []place                         // beside dataset.Claims
	entities  []place                         // beside dataset.Entities
	keys      map[string]*draft               // claims by their keys
	textFiles map[claim.ID]claim.DocumentFile // of documents, made when first asked for
	namesByID map[claim.ID][]string           // what the file calls its entities; nil until needed
	folded    foldedText
	mistakes  Mistakes
	warnings  Warnings
	pieces
}

// pieces is how far a file is read, and what it takes to find an entry again.
type pieces struct {
	read    []piece
	ordinal int             // the one being read, within its piece
	seen    map[string]bool // top-level keys
	named   *Mistake        // where the file's id stands
	again   int             // the piece that was last parsed again
	entries []node          // of that piece
}

// place is where an entry stands: the how-manieth of which piece.
type place struct{ piece, entry int }

// readClaims reads a claims file. Its dataset means nothing where it has mistakes.
func readClaims(name string, data []byte, texts *sourcetext.Texts) *claimsFile {
	f := &claimsFile{name: name, content: string(data), dataset: new(claim.Dataset), keys: map[string]*draft{}}
	f.seen = map[string]bool{}
	if m := checkEncoding(data); m != nil {
		m.File = name
		f.mistakes.add(m)
		return f
	}
	f.sections()
	if len(f.mistakes) == 0 {
		f.complete(texts)
	}
	f.mistakes.sort()
	return f
}

// checkEncoding refuses what is no text: its first mistake, nil where there is none.
func checkEncoding(data []byte) *Mistake {
	at, msg := -1, ""
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		at, msg = 0, "the file is empty; see loader/GUIDE.md for what a claims file holds"
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		at, msg = 0, "the file begins with a byte order mark; save it as UTF-8 without one"
	case bytes.HasPrefix(data, []byte("\xFE\xFF")) || bytes.HasPrefix(data, []byte("\xFF\xFE")):
		at, msg = 0, "the file is UTF-16; save it as UTF-8 without a byte order mark"
	case !utf8.Valid(data):
		at = invalidUTF8(data)
		msg = fmt.Sprintf("the byte 0x%02X is not UTF-8 here; save the file as UTF-8", data[at])
	case bytes.IndexByte(data, 0) >= 0:
		at, msg = bytes.IndexByte(data, 0), "a NUL character; this is no text file, or a damaged one"
	}
	if at < 0 {
		if at = loneReturn(data); at < 0 {
			return nil
		}
		msg = "a carriage return without a line feed; end lines with LF or CR LF"
	}
	before := data[:at]
	line := bytes.Count(before, []byte("\n"))
	return &Mistake{Line: line + 1, Column: utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1, Msg: msg}
}

// loneReturn is where the first carriage return stands that ends no line, -1 if none does: readers disagree on it.
func loneReturn(data []byte) int {
	for at := 0; ; at++ {
		next := bytes.IndexByte(data[at:], '\r')
		if next < 0 {
			return -1
		}
		if at += next; at+1 == len(data) || data[at+1] != '\n' {
			return at
		}
	}
}

// invalidUTF8 is where the first byte stands that is not UTF-8.
func invalidUTF8(data []byte) int {
	at := 0
	for {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
}

// sections reads the file piece by piece.
func (f *claimsFile) sections() {
	section := ""
	for p := range cut(f.content, pieceSize) {
		p.section = section
		body, m := p.parse(f.content)
		if m != nil {
			m.File = f.name
			if len(f.read) == 0 && isProse(f.content) {
				m.Line, m.Column, m.Msg = 1, 1, noClaims
			}
			f.mistakes.add(m)
			return
		}
		f.read = append(f.read, p)
		f.ordinal = 0
		for _, s := range sectionsOf(body, p) {
			f.section(s)
			section = s.key
		}
		if f.mistakes.full() {
			return
		}
	}
	if !f.seen["id"] && len(f.mistakes) == 0 {
		f.mistakes.add(&Mistake{File: f.name, Line: 1, Column: 1, Msg: "the file has no `id`; " + missing["file"]})
	}
}

// sectionsOf is the top-level keys that a piece holds, the first of which may go on from the piece before.
func sectionsOf(body ast.Node, p piece) []pair {
	n := node{body, p}
	if sections, ok := n.pairs(); ok || body == nil {
		return sections
	}
	return []pair{{p.section, n, n}}
}

// lists are the top-level keys that have entries.
var lists = []string{"documents", "entities", "claims"}

// sectionFields are the top-level keys of a claims file.
func (f *claimsFile) sectionFields() []field {
	return []field{
		need("id", word(f, &f.dataset.Name, claim.ParseDatasetName)),
		may("licence", f.address(&f.dataset.Info.Licence)),
		may("attribution", f.label(&f.dataset.Info.Attribution)),
		may("documents", f.each(f.document)),
		may("entities", f.each(f.entity)),
		may("claims", f.each(f.claim)),
	}
}

func (f *claimsFile) section(s pair) {
	begins := s.at.Node != s.value.Node // else it goes on from the piece before
	fields := f.sectionFields()
	i := slices.IndexFunc(fields, func(known field) bool { return known.name == s.key })
	switch {
	case s.key == "" && !begins && s.value.what() == "a text":
		f.mistake(s.value, noClaims)
	case s.key == "" && !begins:
		f.mistake(s.value, "the file is %s; want `id`, `documents`, `entities` and `claims`", s.value.what())
	case i < 0:
		f.mistake(s.at, "unknown key %.40q of a claims file; %s", s.key, suggest(s.key, names(fields)))
	case begins && f.seen[s.key]:
		f.mistake(s.at, "`%s` stands twice in this file; put its entries together", s.key)
	default:
		if s.key == "id" {
			f.named = s.value.piece.mistake(s.value.token(), "")
		}
		fields[i].read(s.value)
	}
	f.seen[s.key] = true
}

// each reads every entry of a section.
func (f *claimsFile) each(read func(node)) func(node) {
	return func(n node) {
		for _, item := range n.items() {
			if f.mistakes.full() {
				return
			}
			read(item)
			f.ordinal++
		}
	}
}

// place is where the entry that is being read stands.
func (f *claimsFile) place() place { return place{len(f.read) - 1, f.ordinal} }

// find parses the piece of an entry again and returns the entry.
func (f *claimsFile) find(at place) node {
	if f.again != at.piece || f.entries == nil {
		p := f.read[at.piece]
		body, _ := p.parse(f.content) // it parsed before
		f.again, f.entries = at.piece, nil
		for _, s := range sectionsOf(body, p) {
			if slices.Contains(lists, s.key) {
				f.entries = append(f.entries, s.value.items()...)
			}
		}
	}
	return f.entries[at.entry]
}

// complete finishes what can be finished only when all of the file is read: citations, and what keys point at.
func (f *claimsFile) complete(texts *sourcetext.Texts) {
	for _, d := range f.drafts {
		f.cite(d, texts)
		if f.mistakes.full() {
			return
		}
	}
	said := make(map[claim.ID]place, len(f.drafts))
	for _, d := range f.drafts {
		if f.mistakes.full() {
			return
		}
		f.resolve(d)
		f.repeated(d, said)
		f.dataset.Claims = append(f.dataset.Claims, d.Claim)
		f.claims = append(f.claims, d.place)
	}
	for _, d := range f.drafts {
		f.doubt(d, texts)
	}
	f.drafts, f.keys = nil, nil // as large as the claims themselves
}

// blame is where in the file a problem of its dataset stands.
func (f *claimsFile) blame(p *claim.ValidationError) *Mistake {
	m := &Mistake{Line: f.named.Line, Column: f.named.Column}
	switch {
	case p.Index < 0:
	case p.Section == claim.InEntities:
		m = f.fault(f.entities[p.Index], p.Field)
	default:
		m = f.fault(f.claims[p.Index], p.Field)
	}
	m.File, m.Msg = f.name, plain(p.Err)
	return m
}

// fault is where a field of an entry stands, the entry itself where it has none.
func (f *claimsFile) fault(at place, field string) *Mistake {
	n := f.find(at)
	for _, name := range []string{field, "title"} { // what the graph calls a name is the title of a document
		if value := n.child(name); value != n {
			return n.piece.mistake(value.token(), "")
		}
	}
	return n.piece.mistake(n.token(), "")
}

// repeated warns of an entry that says what another has said: the two make one claim. said is where each claim stood first.
func (f *claimsFile) repeated(d *draft, said map[claim.ID]place) {
	id := d.Claim.Base().ID
	first, again := said[id]
	if !again {
		said[id] = d.place
		return
	}
	f.warnings.count(RepeatedClaim, func() *Mistake {
		line := f.fault(first, "").Line
		m := f.fault(d.place, "")
		m.File = f.name
		m.Msg = fmt.Sprintf("it says what line %d says, and the two are one claim; if they are two, give each a `reference`; if they are one, put both under one `cite`", line)
		return m
	})
}
