package loader

import (
	"fmt"
	"slices"
	"strings"
)

// WarningKind sorts warnings: what is counted together.
type WarningKind string

// The kinds of warnings.
const (
	SharedIdentifier    WarningKind = "shared identifier"          // a register's identifier borne by several entities
	MalformedIdentifier WarningKind = "malformed identifier"       // one that its register can't have given
	InvisibleCharacter  WarningKind = "invisible character"        // taken out of names, left in other texts
	DirectionCharacter  WarningKind = "text direction character"   // one that makes a text be read backwards; taken out of names
	ControlCharacter    WarningKind = "control character"          // of U+0080 to U+009F; taken out of names
	MixedScripts        WarningKind = "word of two scripts"        // a Latin word with a Cyrillic letter in it, or the like
	Mojibake            WarningKind = "wrongly decoded text"       // UTF-8 that was read as Windows-1252, or U+FFFD
	HTMLEntity          WarningKind = "HTML entity in a text"      // &amp; where & was meant
	UnseenName          WarningKind = "name that nobody can see"   // of characters that nobody sees; the id stands for it
	BadAddress          WarningKind = "address that can't be used" // not http or https, or no address at all; left out
	ForeignVocabulary   WarningKind = "foreign vocabulary"         // statements of a dump that the graph has no words for
	UnnamedEnd          WarningKind = "end not named in the quote" // neither its name, an alias nor a pronoun stands there
	ExpectedAsActual    WarningKind = "expected, and ACTUAL"       // a forecast whose status says that it is so
	DirectedRole        WarningKind = "role with a direction"      // on a kind that reads alike from both ends
	RepeatedWords       WarningKind = "words of the source"        // more than eight of them repeated in one text
	GenericAlias        WarningKind = "alias of anybody's"         // a common noun, which answers searches for it
	RepeatedClaim       WarningKind = "entries that are one claim" // alike in all that they say; two figures are counted once
	SkippedFile         WarningKind = "skipped file"               // of a folder
)

// Warning is what a load accepted and a reader should look at, counted by kind.
type Warning struct {
	Kind  WarningKind
	Count int
	First []*Mistake // the first of them with their places, at most MaxExamples
}

// MaxExamples is how many warnings of one kind are kept with their places.
const MaxExamples = 3

// Warnings is what a load warns of, a kind at a time, in the order in which they were met.
type Warnings []Warning

// add counts a warning and keeps it where few of its kind are kept.
func (w *Warnings) add(kind WarningKind, m *Mistake) {
	i := slices.IndexFunc(*w, func(known Warning) bool { return known.Kind == kind })
	if i < 0 {
		i = len(*w)
		*w = append(*w, Warning{Kind: kind})
	}
	known := &(*w)[i]
	if known.Count++; len(known.First) < MaxExamples {
		known.First = append(known.First, m)
	}
}

// count counts a warning, and makes it only where it is kept.
func (w *Warnings) count(kind WarningKind, mistake func() *Mistake) {
	i := slices.IndexFunc(*w, func(known Warning) bool { return known.Kind == kind })
	if i >= 0 && len((*w)[i].First) >= MaxExamples {
		(*w)[i].Count++
		return
	}
	w.add(kind, mistake())
}

// join counts the warnings of another part of the load.
func (w *Warnings) join(others Warnings) {
	for _, other := range others {
		for _, m := range other.First {
			w.add(other.Kind, m)
		}
		i := slices.IndexFunc(*w, func(known Warning) bool { return known.Kind == other.Kind })
		(*w)[i].Count += other.Count - len(other.First)
	}
}

// String is the warning with its count and its first places, a line each.
func (w Warning) String() string {
	var text strings.Builder
	fmt.Fprintf(&text, "warning: %s: %d", w.Kind, w.Count)
	for _, m := range w.First {
		if text.WriteString("\n  "); m.Line == 0 { // of a file as a whole
			text.WriteString(m.File + ": " + m.Msg)
		} else {
			text.WriteString(m.Error())
		}
	}
	if more := w.Count - len(w.First); more > 0 {
		fmt.Fprintf(&text, "\n  and %d more", more)
	}
	return text.String()
}

// warn notes what a reader should look at, at a node.
func (f *claimsFile) warn(kind WarningKind, n node, format string, operands ...any) {
	m := n.piece.mistake(n.token(), fmt.Sprintf(format, operands...))
	m.File = f.name
	f.warnings.add(kind, m)
}
