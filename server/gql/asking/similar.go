package asking

import (
	"strings"

	"whence/graph/text"
)

// enoughWords is the share of a statement's telling words that a claim must have to be taken for it.
const enoughWords = 0.75

// sayWords are words of a statement that say that it is one.
const sayWords = " said say says have has had there that which than ever its is are was were more most less very much be been being "

// coverage is the share of the words of a statement that a claim has in its sentence, as they stand or by others of their
// family: "firm" for "company".
func (s *Service) coverage(words string, c *statement) float64 {
	have := map[string]bool{}
	for _, w := range text.Words(c.Sentence) {
		have[w] = true
	}
	telling, found := 0, 0
	for _, w := range text.Words(words) {
		if strings.Contains(sayWords, " "+w+" ") {
			continue
		}
		telling++
		if !have[w] && w[0] >= '0' && w[0] <= '9' {
			return 0 // another figure is another statement
		}
		if have[w] || s.lexicon.Has(c.Sentence, w) {
			found++
		}
	}
	if telling == 0 {
		return 0
	}
	return float64(found) / float64(telling)
}
