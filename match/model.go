package match

import (
	_ "embed" // the weights
	"encoding/json"
	"math"
	"slices"
	"strings"

	"whence/graph/claim"
)

// Model is a logistic regression over Features.
type Model struct {
	Bias    float64            `json:"bias"`
	Weights []float64          `json:"weights"`
	Common  map[string]float64 `json:"common"` // the share of names in general that have a word, of the most frequent
}

//go:embed model.json
var learnt []byte

var model = func() (m Model) {
	if err := json.Unmarshal(learnt, &m); err != nil {
		panic("match: model.json: " + err.Error())
	}
	m.Weights = append(m.Weights, make([]float64, max(0, len(Features)-len(m.Weights)))...)
	return m
}()

var common = model.Common

// Score is how likely two bodies are one by their names and places, from 0 to 1, and what speaks for it and against.
func (w *Weigher) Score(a, b Body) Scored { return w.score(parseBody(a), parseBody(b), &model) }

// Scored is a pair with what it was judged by.
type Scored struct {
	Score    float64
	For      []string
	Against  []string
	Features []float64
}

// Probability is what a model makes of features.
func (m *Model) Probability(f []float64) float64 {
	sum := m.Bias
	for i, x := range f {
		sum += m.Weights[i] * x
	}
	return 1 / (1 + math.Exp(-sum))
}

func (w *Weigher) score(a, b *parsed, m *Model) (best Scored) {
	for i := range a.names {
		for j := range b.names {
			f := w.features(a, b, &a.names[i], &b.names[j])
			if p := m.Probability(f); best.Features == nil || p > best.Score {
				best = Scored{Score: p, Features: f}
			}
		}
	}
	for i, x := range best.Features {
		const little = 0.3
		switch c := x * m.Weights[i]; {
		case c > little:
			best.For = append(best.For, Features[i])
		case c < -little:
			best.Against = append(best.Against, Features[i])
		}
	}
	return best
}

// Thresholds of scores.
const (
	Automatic = 0.8 // from here on a pair is one, unless an identifier speaks against it
	Doubtful  = 0.5 // from here on somebody should look at it
)

// Verdict is what a pair is.
type Verdict string

// The verdicts.
const (
	Same    Verdict = "SAME"    // to be joined by the program itself
	Look    Verdict = "LOOK"    // for somebody to judge
	Related Verdict = "RELATED" // two things, tied: another number of a register under the same name and postcode
	Apart   Verdict = "APART"
)

// Decide is what two bodies are to each other, by their identifiers and their score.
func (w *Weigher) Decide(a, b Body) (Verdict, Scored) {
	s := w.Score(a, b)
	shared, other := identifiers(a, b)
	for _, i := range shared {
		s.For = append(s.For, "both have "+i.Key())
	}
	for _, i := range other {
		s.Against = append(s.Against, "the other has another number than "+i.Key())
	}
	switch {
	case len(shared) > 0 && len(other) == 0:
		if s.Score >= Automatic {
			return Same, s
		}
		s.Score = max(s.Score, Doubtful) // one number under two names: of twenty such pairs one is a mistake of its source
		return Look, s
	case len(other) > 0 && s.Features != nil && s.Features[sameCore] == 1 && s.Features[samePostcode] == 1:
		return Related, s
	case len(other) > 0:
		return Apart, s
	case s.Score >= Automatic && w.plain(a, b, s):
		return Same, s
	case s.Score >= Doubtful:
		return Look, s
	}
	return Apart, s
}

// plain reports whether a pair that scores high can be joined without anybody looking: by the names that are shown, not by another that one
// source gives, nor by initials; and by names that do not part by sort, direction, number or country.
func (w *Weigher) plain(a, b Body, s Scored) bool {
	for _, i := range []int{otherSort, initials, otherDirection, otherNumber, otherCountry} {
		if s.Features[i] > 0 && s.Features[sameCore] == 0 {
			return false
		}
	}
	a.Names, b.Names = a.Names[:1], b.Names[:1]
	return w.Score(a, b).Score >= Automatic
}

// single are the registers that give a body one number.
var single = []string{"GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "ROR", "LEI", "GB-UKPRN", "GRID"}

// identifiers are those that two bodies share, and those of the first of whose register the second has another.
func identifiers(a, b Body) (shared, other []claim.Identifier) {
	for _, i := range a.Identifiers {
		has := func(j claim.Identifier) bool { return j.Key() == i.Key() }
		sameRegister := func(j claim.Identifier) bool { return j.Scheme == i.Scheme }
		switch {
		case slices.ContainsFunc(b.Identifiers, has):
			shared = append(shared, i)
		case slices.Contains(single, strings.ToUpper(i.Scheme)) && slices.ContainsFunc(b.Identifiers, sameRegister):
			other = append(other, i)
		}
	}
	return shared, other
}

// Learnt is the model that is used.
func Learnt() Model { return model }
