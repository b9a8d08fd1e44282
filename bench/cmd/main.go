// Command bench prints the figures that the README and the design promise, a line a bar.
//
//	go run ./bench/cmd [-quads N] [TOPIC…]
//
// Topics are film, store, questions, paths, names, words, write, rivals, scale, data and graphql; without any, all of them run.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"

	"whence/bench"
)

type topic struct {
	name string
	run  func(ctx context.Context, w io.Writer, quads int) error
}

var topics = []topic{
	{"film", func(ctx context.Context, w io.Writer, _ int) error { return bench.Film(ctx, w) }},
	{"store", bench.Store},
	{"questions", questions},
	{"paths", paths},
	{"names", func(ctx context.Context, w io.Writer, _ int) error { return bench.Names(ctx, w) }},
	{"words", bench.Words},
	{"write", func(ctx context.Context, w io.Writer, _ int) error { return bench.Write(ctx, w) }},
	{"rivals", bench.Embedded},
	{"scale", bench.Scale},
	{"data", bench.Data},
	{"graphql", func(ctx context.Context, w io.Writer, _ int) error { return bench.GraphQL(ctx, w) }},
}

func main() {
	quads := flag.Int("quads", 10_000_000, "quads of the generated graphs")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := bench.Play(ctx)
	if err == nil {
		err = run(ctx, os.Stdout, flag.Args(), *quads)
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, wanted []string, quads int) error {
	for _, name := range wanted {
		if !slices.ContainsFunc(topics, func(t topic) bool { return t.name == name }) {
			return fmt.Errorf("no topic %q: want film, store, questions, paths, names, words, write, rivals, scale, data or graphql", name)
		}
	}
	for _, t := range topics {
		if len(wanted) > 0 && !slices.Contains(wanted, t.name) {
			continue
		}
		fmt.Fprintf(w, "# %s\n", strings.ToUpper(t.name))
		if err := t.run(ctx, w, quads); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	return nil
}

// memstoreQuads is how many quads Cayley's memstore is given: it takes 1.5 kB a quad.
const memstoreQuads = 1_000_000

// questions measures at full size, and beside Cayley at the size that its memstore can hold.
func questions(ctx context.Context, w io.Writer, quads int) error {
	if err := bench.Questions(ctx, w, quads); err != nil {
		return err
	}
	return bench.QuestionsBesideCayley(ctx, w, min(quads, memstoreQuads))
}

// paths does likewise.
func paths(ctx context.Context, w io.Writer, quads int) error {
	if err := bench.Paths(ctx, w, quads); err != nil {
		return err
	}
	return bench.PathsBesideCayley(ctx, w, min(quads, memstoreQuads))
}
