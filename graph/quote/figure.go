package quote

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// figure is digits with the thousands parted or not, and what may multiply them.
var figure = regexp.MustCompile(`(?i)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(trillion|tn|billion|bn|million|mn|mln|m|thousand|k)?\b`)

var multipliers = map[string]float64{
	"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9,
	"tn": 1e12, "trillion": 1e12, "hundred": 100, "dozen": 12,
}

var numerals = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"half": 0.5, "quarter": 0.25, "third": 1.0 / 3, "first": 1, "second": 2, "double": 2, "doubled": 2, "twice": 2, "triple": 3,
	"single": 1, "a": 1, "an": 1, "once": 1, "pair": 2, "couple": 2,
}

// ordinals are ranks, some of which are parts too, and words that stand for a figure by themselves.
var ordinals = map[string]float64{
	"third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "tenfold": 10, "wholly": 100, "entirely": 100,
}

// HasFigure reports whether words give a figure: 1200000 is in "£1.2m", "1,200,000" and "1.2 million", 12 in "a dozen", 45 in
// "forty-five", 25 in "25%" and "a quarter" too where 0.25 or 25 is looked for, 0.333 in "a third", 5 in "fifth" and 3 in "threefold".
func HasFigure(words string, value float64) bool {
	return slices.ContainsFunc(figures(fold(words)), func(f float64) bool {
		return near(f, value) || near(100*f, value) || near(f, 100*value) || near(math.Round(f*1000)/1000, value)
	})
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b)) }

func figures(text string) []float64 {
	var out []float64
	for _, m := range figure.FindAllStringSubmatch(text, -1) {
		n, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64)
		if err != nil {
			continue
		}
		out = append(out, n)
		if by := multipliers[strings.ToLower(m[2])]; by != 0 {
			out = append(out, n*by)
		}
	}
	return append(out, spelled(words(text))...)
}

// spelled is the figures that stand in words: each numeral, and runs of them put together.
func spelled(list []string) []float64 {
	var out []float64
	total, current, running := 0.0, 0.0, false
	for _, w := range append(list, "") {
		if n, ok := ordinals[w]; ok {
			out = append(out, n)
		}
		n, isNumeral := numerals[w]
		by, multiplies := multipliers[w]
		switch {
		case isNumeral:
			out = append(out, n)
			current, running = current+n, true
		case multiplies && len(w) > 2:
			if current == 0 {
				current = 1
			}
			current *= by
			out = append(out, current)
			if by >= 1e3 {
				total, current = total+current, 0
			}
			running = true
		case w == "and" && running:
		default:
			if running {
				out = append(out, total+current)
			}
			total, current, running = 0, 0, false
		}
	}
	return out
}

// HasName reports whether words name something by one of its names: all of a name, or its longest word.
func HasName(text string, names []string) bool {
	there := words(text)
	for _, name := range names {
		parts := words(name)
		if len(parts) == 0 {
			continue
		}
		key := slices.MaxFunc(parts, func(a, b string) int { return len(a) - len(b) })
		if slices.Contains(there, key) || strings.Contains(strings.Join(there, " "), strings.Join(parts, " ")) {
			return true
		}
	}
	return false
}
