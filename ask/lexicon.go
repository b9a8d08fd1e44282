package ask

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
)

//go:embed en.lexicon
var english string

// Lexicon is the words of one language: phrases and what they may stand for. It is immutable.
type Lexicon struct {
	phrases map[string][]item // by their words, one space between
	longest int               // words of the longest phrase
	begins  map[string]bool   // first words of phrases
	fillers map[string]bool
	same    map[string]int      // stem to its family
	props   map[string][]string // stem to properties
	kinds   map[string]Kind
	primary map[string]primary
}

// symbol is a terminal or a part of speech of the grammar.
type symbol string

// item is a phrase's part of speech and meaning.
type item struct {
	symbol symbol
	value  any
	score  float64
	as     string
	link   *Link
}

// predicate is a verb or a predicative phrase: what it says of its grammatical subject.
type predicate struct {
	links []Link
	text  string // its base form
	form  form
	tail  string // its last word where that is a preposition, else ""
}

// noun is who or what stands at an end of a kind: "funder".
type noun struct {
	links []Link
	text  string
}

// sort is a word for a sort of thing.
type sortWord struct {
	kinds, places []string
	text          string
}

// New reads the lexicon for kinds, which it must know all of: a block of another kind is an error. A kind that has no
// block is asked by its label and inverse.
func New(kinds []Kind) (*Lexicon, error) { return NewLanguage(english, kinds) }

// NewLanguage is New with the words of another language's file.
func NewLanguage(text string, kinds []Kind) (*Lexicon, error) {
	b := &builder{
		Lexicon: Lexicon{
			phrases: map[string][]item{}, begins: map[string]bool{}, fillers: map[string]bool{},
			same: map[string]int{}, props: map[string][]string{}, kinds: map[string]Kind{}, primary: map[string]primary{},
		},
		irregular: map[string][2]string{}, blocks: map[string]bool{},
	}
	for _, k := range kinds {
		b.kinds[k.Name] = k
	}
	lines := strings.Split(text, "\n")
	for _, line := range lines {
		if words := strings.Fields(line); len(words) == 4 && words[0] == "irregular" {
			b.irregular[words[1]] = [2]string{words[2], words[3]}
		}
	}
	for i, line := range lines {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := b.line(line); err != nil {
			return nil, fmt.Errorf("lexicon line %d: %w", i+1, err)
		}
	}
	for _, k := range kinds {
		if !b.blocks[k.Name] {
			b.byLabel(k)
		}
	}
	b.withoutFillers()
	functionWords(b)
	for phrase := range b.phrases {
		first, _, _ := strings.Cut(phrase, " ")
		b.begins[first] = true
		b.longest = max(b.longest, strings.Count(phrase, " ")+1)
	}
	for phrase := range b.fillers {
		b.longest = max(b.longest, strings.Count(phrase, " ")+1)
	}
	return &b.Lexicon, nil
}

// withoutFillers adds phrases as they stand in a question, whose words of no meaning are passed over: "trustee of" for "a
// trustee of".
func (b *builder) withoutFillers() {
	for _, phrase := range slices.Sorted(maps.Keys(b.phrases)) {
		words := strings.Fields(phrase)
		kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return b.fillers[w] })
		if short := strings.Join(kept, " "); len(kept) < len(words) && len(b.phrases[short]) == 0 {
			b.phrases[short] = b.phrases[phrase]
		}
	}
}

type builder struct {
	Lexicon
	irregular map[string][2]string
	blocks    map[string]bool
	families  int
	cut       []cutPhrase
}

func (b *builder) line(line string) error {
	head, rest, _ := strings.Cut(line, " ")
	switch head {
	case "irregular":
		return nil
	case "sort", "place":
		return b.sort(head, rest)
	case "role":
		return b.role(rest)
	case "property":
		name, words, ok := strings.Cut(rest, " = ")
		if !ok {
			return fmt.Errorf("property %q: write its words behind \" = \"", rest)
		}
		for w := range strings.SplitSeq(words, ",") {
			for one := range strings.FieldsSeq(w) {
				s := stem(one)
				if !slices.Contains(b.props[s], name) {
					b.props[s] = append(b.props[s], name)
				}
			}
		}
	case "same":
		b.families++
		for w := range strings.FieldsSeq(rest) {
			if _, ok := b.same[stem(w)]; !ok {
				b.same[stem(w)] = b.families
			}
		}
	case "unit":
		words := strings.Fields(rest)
		for _, w := range words {
			b.add(w, item{symbol: "unit", value: words[0], score: 1, as: "unit " + words[0]})
		}
	case "filler":
		if strings.Contains(rest, "|") {
			for p := range strings.SplitSeq(rest, "|") {
				b.fillers[strings.TrimSpace(p)] = true
			}
			return nil
		}
		for w := range strings.FieldsSeq(rest) {
			b.fillers[w] = true
		}
	default:
		return b.block(head, rest)
	}
	return nil
}

// add gives a phrase a meaning, once.
func (b *builder) add(phrase string, it item) {
	b.phrases[phrase] = append(b.phrases[phrase], it)
}

func (b *builder) sort(head, rest string) error {
	words := strings.Fields(rest)
	if len(words) < 2 {
		return fmt.Errorf("%s %q: give a kind and words", head, rest)
	}
	for _, w := range words[1:] {
		for _, phrase := range slices.Compact([]string{w, plural(w)}) {
			s := sortWord{text: phrase}
			switch {
			case head == "place":
				s.kinds, s.places = []string{"PLACE"}, []string{words[0]}
			case words[0] != "*":
				s.kinds = strings.Split(words[0], ",")
			}
			b.add(phrase, item{symbol: "sort", value: s, score: 1, as: "sort"})
		}
	}
	return nil
}

func (b *builder) role(rest string) error {
	name, others, _ := strings.Cut(rest, " = ")
	all := []string{name}
	for o := range strings.SplitSeq(others, ",") {
		if o = strings.TrimSpace(o); o != "" {
			all = append(all, o)
		}
	}
	for _, phrase := range all {
		for _, p := range slices.Compact([]string{phrase, plural(phrase)}) {
			b.add(p, item{symbol: "role", value: name, score: 1.05, as: "role " + name})
		}
	}
	return nil
}

// block reads the words of a kind.
func (b *builder) block(name, rest string) error {
	kind, ok := b.kinds[name]
	if !ok {
		return fmt.Errorf("%q is neither a kind nor a sort of line", name)
	}
	b.blocks[name] = true
	for part := range strings.SplitSeq(rest, ";") {
		class, words, _ := strings.Cut(strings.TrimSpace(part), " ")
		for w := range strings.SplitSeq(words, "|") {
			if w = strings.TrimSpace(w); w == "" {
				continue
			}
			if err := b.word(kind, class, w); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}

func (b *builder) word(kind Kind, class, w string) error {
	if class == "mass" {
		b.mass(kind, w)
		return nil
	}
	sign, phrase, ok := strings.Cut(w, " ")
	if !ok || len(sign) != 1 || !strings.ContainsAny(sign, "+-=") {
		return fmt.Errorf("%q: begin with +, - or =", w)
	}
	link := Link{Kind: kind.Name, Out: sign == "+", Both: sign == "=" || kind.Symmetric}
	switch class {
	case "verb":
		b.verb(link, phrase)
	case "noun":
		b.noun(link, phrase)
	default:
		return fmt.Errorf("%q is not a class: say verb, noun or mass", class)
	}
	return nil
}

func (b *builder) mass(kind Kind, w string) {
	for i, it := range b.phrases[w] {
		if it.symbol == "mass" {
			p := it.value.(noun)
			p.links = append(p.links, Link{Kind: kind.Name})
			b.phrases[w][i].value = p
			return
		}
	}
	b.add(w, item{symbol: "mass", value: noun{links: []Link{{Kind: kind.Name}}, text: w}, score: 1, as: kind.Name, link: &Link{Kind: kind.Name}})
}

func (b *builder) noun(link Link, phrase string) {
	for _, p := range []string{phrase, plural(phrase)} {
		b.join(p, "noun", link, phrase, base)
	}
}

// prepositions end a verb phrase that goes on to its object: "pay for".
var prepositions = map[string]bool{
	"for": true, "to": true, "in": true, "into": true, "from": true, "of": true, "with": true, "on": true, "at": true,
	"by": true, "about": true, "beside": true, "near": true, "within": true, "inside": true,
}

func (b *builder) verb(link Link, phrase string) {
	_, known := b.primary[link.Kind]
	first := !known && (link.Out || link.Both)
	if rest, ok := strings.CutPrefix(phrase, "be "); ok {
		if first {
			b.primary[link.Kind] = primary{rest, rest, true}
		}
		b.join(rest, "pred", link, rest, base)
		return
	}
	seen := map[string]bool{}
	all := inflect(phrase, b.irregular)
	if first {
		b.primary[link.Kind] = primary{all[base], all[present], false}
	}
	for f, p := range all {
		sym := symbol("verb")
		if form(f) == participle {
			sym = "vpp"
		}
		if seen[p+string(sym)] {
			continue
		}
		seen[p+string(sym)] = true
		b.join(p, sym, link, phrase, form(f))
	}
}

// join adds a link to what a phrase says already as that part of speech in that sense, or makes it new: "run" is both
// OPERATES and LEADS, and asks for either.
func (b *builder) join(phrase string, sym symbol, link Link, text string, f form) {
	for i, it := range b.phrases[phrase] {
		if it.symbol != sym {
			continue
		}
		switch v := it.value.(type) {
		case predicate:
			if v.links[0].Out == link.Out && v.links[0].Both == link.Both {
				if !slices.Contains(v.links, link) {
					v.links = append(v.links, link)
				}
				b.phrases[phrase][i].value = v
				return
			}
		case noun:
			if v.links[0].Out == link.Out && v.links[0].Both == link.Both {
				if !slices.Contains(v.links, link) {
					v.links = append(v.links, link)
				}
				b.phrases[phrase][i].value = v
				return
			}
		}
	}
	it := item{symbol: sym, score: float64(strings.Count(phrase, " ")+1) * 1.02, as: link.Kind, link: &link}
	if sym == "noun" {
		it.value = noun{links: []Link{link}, text: text}
	} else {
		tail := phrase[strings.LastIndexByte(phrase, ' ')+1:]
		if !prepositions[tail] {
			tail = ""
		}
		it.value = predicate{links: []Link{link}, text: text, form: f, tail: tail}
	}
	b.add(phrase, it)
}

// byLabel gives a kind without a block the words that it is shown by: "mentors" and "mentored by". A label in the third
// person is a verb, any other a predicate.
func (b *builder) byLabel(k Kind) {
	label, inverse := strings.ToLower(k.Label), strings.ToLower(k.Inverse)
	out, in := Link{Kind: k.Name, Out: true, Both: k.Symmetric}, Link{Kind: k.Name, Both: k.Symmetric}
	b.label(out, label)
	if inverse != label {
		b.label(in, inverse)
	}
	if verb, _, _ := strings.Cut(strings.TrimPrefix(inverse, "is "), " "); strings.HasSuffix(inverse, " by") && strings.HasSuffix(verb, "ed") {
		b.join(strings.TrimSuffix(strings.TrimPrefix(inverse, "is "), " by"), "vpp", out, label, participle)
	}
}

func (b *builder) label(link Link, label string) {
	if rest, ok := strings.CutPrefix(label, "is "); ok {
		if _, known := b.primary[link.Kind]; !known && (link.Out || link.Both) {
			b.primary[link.Kind] = primary{rest, rest, true}
		}
		b.join(rest, "pred", link, rest, base)
		return
	}
	verb, rest, _ := strings.Cut(label, " ")
	if strings.HasSuffix(label, " by") {
		b.join(label, "pred", link, label, base)
		return
	}
	if stem, ok := strings.CutSuffix(verb, "s"); ok && !strings.HasSuffix(verb, "ss") {
		if rest != "" {
			stem += " " + rest
		}
		b.verb(link, stem)
		return
	}
	if rest == "of" || strings.HasSuffix(rest, " of") {
		b.join(label, "pred", link, label, base)
		return
	}
	for f := range forms { // "founded": used as it stands, whatever the form
		sym := symbol("verb")
		if f == participle {
			sym = "vpp"
		}
		b.join(label, sym, link, label, f)
	}
}

// Phrases is every phrase of the lexicon that stands for a kind, with its links; for tests of the whole lexicon.
func (l *Lexicon) Phrases() map[string][]Link {
	out := map[string][]Link{}
	for phrase, items := range l.phrases {
		for _, it := range items {
			switch v := it.value.(type) {
			case predicate:
				out[phrase] = append(out[phrase], v.links...)
			case noun:
				out[phrase] = append(out[phrase], v.links...)
			}
		}
	}
	return out
}
