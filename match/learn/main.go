// Command learn works out the weights of the matcher from labelled pairs, writes them into match/model.json, and prints its precision and
// recall on pairs that it has not seen, with the worst errors. The data are in the folder ../shared/data, none of which is kept.
//
// Labels that cost nothing are the names that ROR gives one organisation, and a funder one recipient. Three tenths of the organisations are
// kept back, and so are all pairs of pairs.tsv, which were labelled by reading.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"

	"whence/match"
)

func main() {
	data := flag.String("data", filepath.Join("..", "shared", "data"), "folder of the data")
	out := flag.String("o", "", "file to write the weights into, such as match/model.json; none without it: what is there is measured")
	flag.Parse()
	if err := run(os.Stdout, *data, *out); err != nil {
		fmt.Fprintln(os.Stderr, "learn:", err)
		os.Exit(1)
	}
}

func run(to io.Writer, data, out string) error {
	read, err := pairs(data)
	if err != nil {
		return err
	}
	without := map[string]bool{}
	for _, p := range read {
		without[p.ids[0]], without[p.ids[1]] = true, true
	}
	ror, err := research(data)
	if err != nil {
		return err
	}
	grants, err := grantees(data, without)
	if err != nil {
		return err
	}
	var train []sample
	tests := map[string][]sample{}
	for _, of := range []struct {
		name     string
		mentions []mention
	}{{keptROR, ror}, {keptGrantees, grants}} {
		seen, unseen := samples(of.mentions)
		train, tests[of.name] = append(train, seen...), unseen
	}
	m := match.Learnt()
	if out != "" {
		m = learn(train, append(ror, grants...))
		if err := write(out, m); err != nil {
			return err
		}
	}
	bodies := make([]match.Body, 0, len(grants))
	for _, g := range grants {
		bodies = append(bodies, g.Body)
	}
	w := match.NewWeigher(bodies)
	for _, p := range read {
		s := w.Score(p.left, p.right)
		tests[byReading] = append(tests[byReading], sample{s.Features, p.same, p.left.Names[0], p.right.Names[0], 1})
	}
	fmt.Fprintf(to, "trained on %d pairs\n", len(train))
	for _, name := range []string{byReading, keptROR, keptGrantees} {
		measure(to, name, tests[name], &m)
	}
	rule(to, w, read)
	return nil
}

// The sets that are measured.
const (
	byReading    = "pairs.tsv, names and places alone"
	keptROR      = "ROR, organisations kept back"
	keptGrantees = "grantees kept back"
)

// rule prints what the rule of identifiers makes of pairs.
func rule(to io.Writer, w *match.Weigher, read []labelled) {
	decided := map[match.Verdict]map[bool]int{match.Same: {}, match.Look: {}, match.Related: {}, match.Apart: {}}
	var wrong []string
	for _, p := range read {
		left, right := p.left, p.right
		left.Identifiers, right.Identifiers = identifier(p.sets[0], p.ids[0]), identifier(p.sets[1], p.ids[1])
		v, s := w.Decide(left, right)
		if decided[v][p.same]++; (v == match.Same) != p.same {
			wrong = append(wrong, fmt.Sprintf("  %s by the rule, same: %v: %s | %s (%s) %.2f", v, p.same, left.Names[0], right.Names[0], p.basis, s.Score))
		}
	}
	fmt.Fprint(to, "\npairs.tsv, by the rule with identifiers (verdict: of one thing, of two):\n")
	for _, v := range []match.Verdict{match.Same, match.Look, match.Related, match.Apart} {
		fmt.Fprintf(to, "  %s: %d, %d\n", v, decided[v][true], decided[v][false])
	}
	for _, line := range wrong {
		fmt.Fprintln(to, line)
	}
}

// samples is the pairs of mentions that blocking leaves, those of which one is kept back apart.
func samples(of []mention) (seen, unseen []sample) {
	bodies := make([]match.Body, len(of))
	for i, m := range of {
		bodies[i] = m.Body
	}
	w := match.NewWeigher(bodies)
	for _, p := range w.Pairs(bodies) {
		a, b := of[p.A], of[p.B]
		if a.held != b.held || a.Names[0] == b.Names[0] && a.is == b.is {
			continue
		}
		s := sample{w.Score(a.Body, b.Body).Features, a.is == b.is, a.Names[0], b.Names[0], 1}
		if a.held {
			unseen = append(unseen, s)
		} else {
			seen = append(seen, s)
		}
	}
	return seen, unseen
}

// mostCommon is how many words the model keeps the frequency of.
const mostCommon = 400

func learn(train []sample, mentions []mention) match.Model {
	w := fitSigned(train)
	m := match.Model{Bias: round(w[len(w)-1]), Common: map[string]float64{}}
	for _, x := range w[:len(w)-1] {
		m.Weights = append(m.Weights, round(x))
	}
	bodies := make([]match.Body, len(mentions))
	for i := range mentions {
		bodies[i] = mentions[i].Body
	}
	shares := match.Shares(bodies)
	words := make([]string, 0, len(shares))
	for word := range shares {
		words = append(words, word)
	}
	sort.Slice(words, func(i, j int) bool {
		return shares[words[i]] > shares[words[j]] || shares[words[i]] == shares[words[j]] && words[i] < words[j]
	})
	for _, word := range words[:min(mostCommon, len(words))] {
		m.Common[word] = round(shares[word])
	}
	return m
}

func round(x float64) float64 {
	const digits = 10_000
	return math.Round(x*digits) / digits
}

func write(name string, m match.Model) error {
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	const readable = 0o644
	return os.WriteFile(name, append(text, '\n'), readable)
}

// shownErrors is how many of the worst errors are printed.
const shownErrors = 6

// measure prints precision and recall, and the worst errors of a set.
func measure(to io.Writer, name string, of []sample, m *match.Model) {
	type scored struct {
		sample
		p float64
	}
	var all []scored
	positive := 0
	for _, s := range of {
		all = append(all, scored{s, m.Probability(s.features)})
		if s.same {
			positive++
		}
	}
	slices.SortFunc(all, func(a, b scored) int { return int(math.Copysign(1, b.p-a.p)) })
	fmt.Fprintf(to, "\n%s: %d pairs, %d of one thing\n", name, len(all), positive)
	for _, at := range []float64{match.Automatic, match.Doubtful} {
		right, taken := 0, 0
		for _, s := range all {
			if s.p >= at {
				taken++
				if s.same {
					right++
				}
			}
		}
		fmt.Fprintf(to, "  from %.1f: precision %.3f, recall %.3f\n", at, float64(right)/max(1, float64(taken)), float64(right)/max(1, float64(positive)))
	}
	for _, bar := range []float64{0.97, 0.85} {
		right, best := 0, 0.0
		for i, s := range all {
			if s.same {
				right++
			}
			if float64(right)/float64(i+1) >= bar {
				best = float64(right) / max(1, float64(positive))
			}
		}
		fmt.Fprintf(to, "  BAR recall at precision %.2f: %.3f\n", bar, best)
	}
	shown := 0
	for _, s := range all {
		if !s.same && shown < shownErrors && s.p >= match.Doubtful {
			fmt.Fprintf(to, "  taken for one, %.2f: %s | %s\n", s.p, s.left, s.right)
			shown++
		}
	}
	shown = 0
	for _, s := range slices.Backward(all) {
		if s.same && shown < shownErrors {
			fmt.Fprintf(to, "  not recognised, %.2f: %s | %s\n", s.p, s.left, s.right)
			shown++
		}
	}
}
