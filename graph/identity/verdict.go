package identity

import "fmt"

// Verdict is what the judgement on a pair is.
type Verdict string

// The verdicts.
const (
	Same      Verdict = "SAME"      // they are one thing
	Different Verdict = "DIFFERENT" // they are two things, however alike
	Related   Verdict = "RELATED"   // they are two things, related
	Unsure    Verdict = "UNSURE"    // looked at and left open
)

// Verdicts lists them, in the order of the API.
var Verdicts = []Verdict{Same, Different, Related, Unsure}

// ParseVerdict checks that s is a verdict.
func ParseVerdict(s string) (Verdict, error) {
	for _, v := range Verdicts {
		if string(v) == s {
			return v, nil
		}
	}
	return "", fmt.Errorf("verdict %.40q: want one of %v", s, Verdicts)
}

// Parts reports whether a pair of the verdict can't be in one class.
func (v Verdict) Parts() bool { return v == Different || v == Related }
