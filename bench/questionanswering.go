package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"whence/ask"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/search"
	"whence/graph/write"
	"whence/loader"
	"whence/seeds"
	"whence/server"
	"whence/server/cursor"
	"whence/server/gql"
	"whence/server/gql/asking/corpus"
)

// Words measures questions in words over the seeds: how many of each corpus are answered rightly, how long reading, answering
// and completing take; and the search for claims by their words over generated claims.
func Words(ctx context.Context, w io.Writer, claims int) (err error) {
	a, err := askSeeds(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.graph.Close()) }()
	for _, step := range []func(context.Context, io.Writer) error{a.corpora, a.nonsense, a.reading, a.completing, a.seen} {
		if err := step(ctx, w); err != nil {
			return err
		}
	}
	return ClaimWords(ctx, w, claims)
}

// asker is a server over the seeds, without the network.
type asker struct {
	graph  *graph.Graph
	server *server.Server
}

func askSeeds(ctx context.Context) (*asker, error) {
	g, err := graph.Open(ctx, graph.Options{})
	if err != nil {
		return nil, err
	}
	l := loader.Loader{Graph: g}
	if _, err = l.LoadFS(ctx, seeds.Files); err == nil {
		err = g.Indexed(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, g.Close())
	}
	s := server.New(server.Options{Schema: gql.New(g, gql.Options{Cursors: cursor.RandomKey()}), Present: gql.Present, Log: slog.New(slog.DiscardHandler)})
	return &asker{g, s}, nil
}

// query runs an operation as an anonymous caller.
func (a *asker) query(ctx context.Context, text string, variables map[string]any, into any) error {
	data, failures := a.server.Query(ctx, text, variables)
	if len(failures) > 0 {
		return failures[0]
	}
	return json.Unmarshal(data, into)
}

const askOperation = `query($q: String!) { ask(question: $q) { status sentence leftOut entities { name } claims { sentence } similar { sentence } } }`

// ask is what a reader sees of the answer to a question.
func (a *asker) ask(ctx context.Context, question string) (*corpus.Answer, error) {
	var got struct {
		Ask struct {
			Status, Sentence string
			LeftOut          []string
			Entities         []struct{ Name string }
			Claims, Similar  []struct{ Sentence string }
		}
	}
	if err := a.query(ctx, askOperation, map[string]any{"q": question}, &got); err != nil {
		return nil, fmt.Errorf("%q: %w", question, err)
	}
	texts := append([]string{got.Ask.Sentence}, got.Ask.LeftOut...)
	for _, e := range got.Ask.Entities {
		texts = append(texts, e.Name)
	}
	for _, c := range got.Ask.Claims {
		texts = append(texts, c.Sentence)
	}
	out := &corpus.Answer{Status: got.Ask.Status, Text: strings.Join(texts, "\n")}
	for _, c := range got.Ask.Similar {
		out.Similar = append(out.Similar, c.Sentence)
	}
	return out, nil
}

// corpora scores each corpus, and times the answers.
func (a *asker) corpora(ctx context.Context, w io.Writer) error {
	var times Times
	for _, c := range []struct {
		file                string
		right, wrong, found float64 // bars, 0 for none
	}{
		{corpus.Development, 0.95, 0.01, 0},
		{corpus.HeldOut, 0.65, 0.03, 0},
		{corpus.Open, 0, 0, 0.5},
	} {
		rows, err := corpus.Rows(c.file)
		if err != nil {
			return err
		}
		count := map[corpus.Verdict]float64{}
		found := 0.0
		for _, r := range rows {
			start := time.Now()
			got, err := a.ask(ctx, r.Question)
			if err != nil {
				return err
			}
			times = append(times, time.Since(start))
			v := r.Judge(got)
			count[v]++
			if v == corpus.Right || r.Near(got) {
				found++
			}
		}
		of, name := float64(len(rows)), "words-"+strings.TrimSuffix(c.file, ".tsv")
		fmt.Fprintf(w, "words: %s: %d questions, %v, %.0f right or near\n", c.file, len(rows), count, found)
		if c.right > 0 {
			Bar{Name: name + "-right", Value: count[corpus.Right] / of, Want: c.right, Least: true}.Print(w)
			Bar{Name: name + "-wrong", Value: count[corpus.Wrong] / of, Want: c.wrong}.Print(w)
		}
		if c.found > 0 {
			Bar{Name: name + "-right-or-near", Value: found / of, Want: c.found, Least: true}.Print(w)
		}
	}
	Bar{Name: "words-ask-p99", Value: times.Quantile(0.99).Seconds() * 1000, Unit: "ms", Want: 10}.Print(w)
	return nil
}

// nonsense counts the questions that are taken for understood with a word in them that nobody knows.
func (a *asker) nonsense(ctx context.Context, w io.Writer) error {
	rows, err := corpus.Rows(corpus.Development)
	if err != nil {
		return err
	}
	understood := 0
	for i, r := range rows {
		words := strings.Fields(r.Question)
		got, err := a.ask(ctx, strings.Join(slices.Insert(words, i%(len(words)+1), "frobnitz"), " "))
		if err != nil {
			return err
		}
		if got.Confident() {
			understood++
		}
	}
	Bar{Name: "words-nonsense-understood", Value: float64(understood), Want: 0}.Print(w)
	return nil
}

// bearers finds the entities of a view by their whole names alone.
type bearers struct{ view *graph.View }

// Whole is the entities that bear a name.
func (b bearers) Whole(ctx context.Context, text string) ([]ask.Named, error) {
	found, _, err := search.NameBearers(ctx, b.view, text)
	if errors.Is(err, claim.ErrInvalid) {
		return nil, nil // no letter in it
	}
	out := make([]ask.Named, len(found))
	for i, e := range found {
		out[i] = ask.Named{ID: string(e.ID), Kind: string(e.Kind), Name: e.Name}
	}
	return out, err
}

// Bearing finds none.
func (bearers) Bearing(context.Context, string) ([]ask.Named, error) { return nil, nil }

// About finds none.
func (bearers) About(context.Context, string) ([]ask.Named, error) { return nil, nil }

// Figures are none.
func (bearers) Figures(context.Context, string) ([]ask.Figure, error) { return nil, nil }

// reading times the parser by itself: on the questions of development, and on words of the lexicon in any order.
func (a *asker) reading(ctx context.Context, w io.Writer) error {
	var kinds []ask.Kind
	for _, k := range claim.RelationshipKinds {
		kinds = append(kinds, ask.Kind{Name: string(k.Kind), Label: k.Label, Inverse: k.InverseLabel, Symmetric: k.Symmetric})
	}
	lexicon, err := ask.New(kinds)
	if err != nil {
		return err
	}
	names := bearers{a.graph.Now()}
	reader := ask.Reader{Lexicon: lexicon, Names: names, Facts: names}
	rows, err := corpus.Rows(corpus.Development)
	if err != nil {
		return err
	}
	read := func(question string) error {
		_, err := reader.Read(ctx, question)
		if errors.Is(err, ask.ErrTooLong) {
			return nil
		}
		return err
	}
	times, err := Measure(2*len(rows), func(i int) error { return read(rows[i%len(rows)].Question) })
	if err != nil {
		return err
	}
	Bar{Name: "words-parse-p99", Value: times.Quantile(0.99).Seconds() * 1000, Unit: "ms", Want: 2}.Print(w)
	words := slices.Sorted(maps.Keys(lexicon.Phrases()))
	random := rand.New(rand.NewPCG(1, 2))
	times, err = Measure(300, func(int) error {
		var picked []string
		for length := 0; length < ask.MaxTokens; {
			p := words[random.IntN(len(words))]
			length += strings.Count(p, " ") + 1
			if picked = append(picked, p); len(strings.Join(picked, " ")) > ask.MaxLength-20 {
				break
			}
		}
		return read(strings.Join(picked, " "))
	})
	if err == nil {
		Bar{Name: "words-random-p99", Value: times.Quantile(0.99).Seconds() * 1000, Unit: "ms", Want: 20}.Print(w)
	}
	return err
}

// completing times what is offered while questions are typed.
func (a *asker) completing(ctx context.Context, w io.Writer) error {
	rows, err := corpus.Rows(corpus.Development)
	if err != nil {
		return err
	}
	times, err := Measure(len(rows), func(i int) error {
		typed := []rune(rows[i%len(rows)].Question)
		var got struct{ Complete []struct{ Text string } }
		return a.query(ctx, `query($p: String!) { complete(prefix: $p) { text } }`, map[string]any{"p": string(typed[:1+i%len(typed)])}, &got)
	})
	if err == nil {
		Bar{Name: "words-complete-p99", Value: times.Quantile(0.99).Seconds() * 1000, Unit: "ms", Want: 20}.Print(w)
	}
	return err
}

// seen times from the end of a commit until its claim is found by its words.
func (a *asker) seen(ctx context.Context, w io.Writer) error {
	var worst time.Duration
	for i := range 20 {
		d := &claim.Dataset{Name: fmt.Sprintf("bench/words-%d", i), Entities: []claim.EntityRecord{{ID: claim.ID(fmt.Sprintf("organisation/bench-%d", i)), Name: fmt.Sprintf("Quartzhaven %d", i)}}}
		if _, err := write.Load(ctx, a.graph, []*claim.Dataset{d}); err != nil {
			return err
		}
		start := time.Now()
		if err := a.graph.Indexed(ctx); err != nil {
			return err
		}
		worst = max(worst, time.Since(start))
	}
	Bar{Name: "words-commit-seen", Value: worst.Seconds() * 1000, Unit: "ms", Want: 100}.Print(w)
	return nil
}
