package claim

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// SuggestSpelling is the member of known that a writer of got most likely meant, "" where none is near enough to suggest.
func SuggestSpelling[S ~string](got string, known []S) S {
	if len(got) > 60 {
		return ""
	}
	best, bestDistance := S(""), len(got)/3+2
	folded := strings.ToLower(strings.NewReplacer("-", "_", " ", "_").Replace(got))
	for _, word := range known {
		d := levenshtein.ComputeDistance(folded, strings.ToLower(strings.ReplaceAll(string(word), "-", "_")))
		if d < bestDistance {
			best, bestDistance = word, d
		}
	}
	return best
}
