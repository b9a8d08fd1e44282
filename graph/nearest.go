package graph

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// nearest is the member of known that a writer of got most likely meant, "" where none is near enough to suggest.
func nearest(got string, known []string) string {
	if len(got) > 60 {
		return ""
	}
	best, bestDistance := "", len(got)/3+2
	folded := strings.ToLower(strings.NewReplacer("-", "_", " ", "_").Replace(got))
	for _, word := range known {
		d := levenshtein.ComputeDistance(folded, strings.ToLower(strings.ReplaceAll(word, "-", "_")))
		if d < bestDistance {
			best, bestDistance = word, d
		}
	}
	return best
}
