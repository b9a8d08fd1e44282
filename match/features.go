package match

import (
	"math"
	"slices"
	"strings"

	"whence/graph/names"
)

// Features names what a pair is judged by, in the order of the weights.
var Features = []string{
	"same core name", "soft TF-IDF", "words in common", "weight of the rarest word in common", "weight of the rarest word that one lacks",
	"another sort of body", "initials of the other", "one name within the other", "letters in common", "same postcode", "another direction",
	"same place", "another place", "another number in the name", "another country",
	"weight of all words that one lacks", "weight of all words in common", "first word in common", "last word in common", "same core name elsewhere", "rare words in one place", "a sort of body that one does not name",
}

// Places in Features.
const (
	sameCore       = 0
	otherSort      = 5
	initials       = 6
	samePostcode   = 9
	otherDirection = 10
	otherNumber    = 13
	otherCountry   = 14
)

// sorts are words that say what sort of body something is: two bodies of two sorts are hardly one.
var sorts = map[string]string{
	"council": "council", "borough": "council", "college": "college", "university": "university", "school": "school", "academy": "school", "club": "club", "church": "church",
	"hospital": "hospital", "museum": "museum", "theatre": "theatre", "library": "library", "partnership": "partnership", "federation": "federation", "foundation": "foundation",
	"department": "department", "ministry": "department", "hospice": "hospice", "press": "press", "society": "society", "laboratory": "laboratory", "observatory": "observatory",
	"forum": "forum", "parish": "parish", "county": "county", "city": "city", "district": "district",
}

// Weigher knows how rare words are: among the names that are matched, and in general.
type Weigher struct {
	names float64
	in    map[string]float64
}

// NewWeigher counts the words of bodies.
func NewWeigher(bodies []Body) *Weigher {
	w := &Weigher{in: map[string]float64{}}
	for _, b := range bodies {
		for _, text := range b.Names[:min(1, len(b.Names))] {
			w.names++
			words := slices.Clone(parse(text).core)
			slices.Sort(words)
			for _, word := range slices.Compact(words) {
				w.in[word]++
			}
		}
	}
	return w
}

// general is how many names what is known of words in general stands for.
const general = 2000

// weight is how much a word tells, from 0 to 1: its inverse document frequency.
func (w *Weigher) weight(word string) float64 {
	n := w.names + general
	return math.Log(n/(1+w.in[word]+common[word]*general)) / math.Log(n)
}

// features are those of one pair of names, the best of all pairs that two bodies have.
func (w *Weigher) features(a, b *parsed, left, right *name) []float64 {
	f := make([]float64, len(Features))
	shared, rest := alignment(left.core, right.core)
	f[0] = flag(left.whole == right.whole && left.whole != "")
	norm := math.Sqrt(w.square(left.core) * w.square(right.core))
	for _, s := range shared {
		f[1] += s.likeness * w.weight(s.left) * w.weight(s.right)
		f[3] = max(f[3], min(w.weight(s.left), w.weight(s.right))*s.likeness)
	}
	if norm > 0 {
		f[1] = min(f[1]/norm, 1)
	}
	f[2] = float64(len(shared)) / math.Max(1, float64(len(left.core)+len(right.core)-len(shared)))
	for _, word := range rest {
		f[4] = max(f[4], w.weight(word))
	}
	ours, theirs := sortsOf(left.core), sortsOf(right.core)
	common, both := meets(ours, theirs)
	f[5] = flag(both && !common)
	f[21] = flag(len(ours) != len(theirs))
	f[6] = flag(initialism(left, right) || initialism(right, left))
	shorter := min(len(left.core), len(right.core))
	f[7] = flag(shorter > 0 && len(shared) == shorter && f[0] == 0)
	f[8] = letters(left.whole, right.whole)
	if same, ok := meets(a.postcodes, b.postcodes); ok {
		f[9] = flag(same)
		near, _ := meets(a.areas, b.areas)
		f[11], f[12] = flag(near), flag(!near)
	} else if same, ok := meets(a.places, b.places); ok {
		f[11], f[12] = flag(same), flag(!same)
	}
	f[10] = flag(!slices.Equal(directionsOf(left.core), directionsOf(right.core)))
	f[13] = flag(!slices.Equal(left.numbers, right.numbers))
	f[14] = flag(left.country != right.country && left.country != "" && (right.country != "" || f[0] == 1))
	for _, word := range rest {
		f[15] += w.weight(word) / 2
	}
	for _, s := range shared {
		f[16] += s.likeness * w.weight(s.left) / 2
	}
	f[15], f[16] = min(f[15], 2), min(f[16], 2)
	if shorter > 0 {
		f[17] = flag(left.core[0] == right.core[0])
		f[18] = flag(left.core[len(left.core)-1] == right.core[len(right.core)-1])
	}
	f[19], f[20] = f[0]*f[12], f[3]*max(f[9], f[11])
	return f
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func (w *Weigher) square(words []string) (sum float64) {
	for _, word := range words {
		sum += w.weight(word) * w.weight(word)
	}
	return sum
}

// aligned is two words that stand for each other.
type aligned struct {
	left, right string
	likeness    float64
}

// alike is the likeness from which two words may be one, misspelt.
const (
	alike = 0.92
	short = 6 // letters, below which one makes another word: Derry is not Derby
)

// alignment pairs the words of two names, those that are alike too; rest are those of either that have none.
func alignment(left, right []string) (shared []aligned, rest []string) {
	free := slices.Clone(right)
	for _, l := range left {
		best, most := -1, 0.0
		for i, r := range free {
			likeness := jaroWinkler(l, r)
			if len(l) < short || len(r) < short || strings.ContainsAny(l+r, "0123456789") { // of short words a letter is much
				likeness = flag(l == r)
			}
			if likeness >= alike && likeness > most {
				best, most = i, likeness
			}
		}
		if best < 0 {
			rest = append(rest, l)
			continue
		}
		shared = append(shared, aligned{l, free[best], most})
		free = slices.Delete(free, best, best+1)
	}
	return shared, append(rest, free...)
}

// directions are words that part one place from another of its name.
var directions = map[string]bool{
	"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true, "eastern": true, "western": true, "central": true, "upper": true, "lower": true,
	"great": true, "greater": true, "new": true, "old": true, "inner": true, "outer": true,
}

func directionsOf(words []string) (out []string) {
	for _, w := range words {
		if directions[w] {
			out = append(out, w)
		}
	}
	return out
}

// sortsOf are the sorts that the words of a name say.
func sortsOf(words []string) (out []string) {
	for _, w := range words {
		if s, ok := sorts[w]; ok {
			out = append(out, s)
		}
	}
	return out
}

func initialism(short, long *name) bool {
	const fewest = 2
	return len(short.acronym) > fewest && len(long.core) >= fewest && (short.acronym == long.initials || short.acronym == long.short())
}

// letters is the share of pairs of letters that two texts have in common (Dice's coefficient).
func letters(a, b string) float64 {
	if a == b {
		return flag(a != "")
	}
	count := map[[2]rune]int{}
	n := 0
	pairs := func(s string, by int) (shared int) {
		before := ' '
		for _, r := range s {
			p := [2]rune{before, r}
			if by < 0 && count[p] > 0 {
				shared++
			}
			count[p] += by
			before = r
			n++
		}
		return shared
	}
	pairs(a, 1)
	shared := pairs(b, -1)
	return 2 * float64(shared) / max(1, float64(n))
}

// jaroWinkler is the likeness of two words from 0 to 1 (Winkler 1990).
func jaroWinkler(a, b string) float64 {
	if a == b {
		return 1
	}
	s, t := []rune(a), []rune(b)
	window := max(len(s), len(t))/2 - 1
	taken := make([]bool, len(t))
	var inS []rune
	for i, r := range s {
		for j := max(0, i-window); j < min(len(t), i+window+1); j++ {
			if !taken[j] && t[j] == r {
				taken[j] = true
				inS = append(inS, r)
				break
			}
		}
	}
	if len(inS) == 0 {
		return 0
	}
	transposed, at := 0, 0
	for j, used := range taken {
		if used {
			if t[j] != inS[at] {
				transposed++
			}
			at++
		}
	}
	m := float64(len(inS))
	jaro := (m/float64(len(s)) + m/float64(len(t)) + (m-float64(transposed)/2)/m) / 3
	const longest, scale = 4, 0.1
	prefix := 0
	for prefix < min(longest, len(s), len(t)) && s[prefix] == t[prefix] {
		prefix++
	}
	return jaro + float64(prefix)*scale*(1-jaro)
}

// parsed is a body ready to be compared.
type parsed struct {
	names                    []name
	postcodes, areas, places []string
}

func parseBody(b Body) *parsed {
	p := &parsed{}
	for _, text := range b.Names {
		p.names = append(p.names, parse(text))
	}
	p.postcodes, p.areas = postcodes(b.Postcodes)
	for _, place := range b.Places {
		p.places = append(p.places, names.Fold(place))
	}
	return p
}

// Shares is the share of bodies whose name has a word, of each word.
func Shares(bodies []Body) map[string]float64 {
	w := NewWeigher(bodies)
	out := make(map[string]float64, len(w.in))
	for word, n := range w.in {
		out[word] = n / max(1, w.names)
	}
	return out
}
