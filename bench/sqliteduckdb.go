package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/cayleygraph/quad"

	"whence/bench/gen"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/write"
)

// rivalsFolder holds the program that plays SQLite and DuckDB, beside the modules that it needs.
const rivalsFolder = "bench/rivals"

// Embedded measures the graph beside two embedded stores, each where its structure is the right one: SQLite's indexes for the
// pages of a hub and for commits, DuckDB's columns for sums. Both are in one child, and hold the awards and the places of the
// register in tables with the indexes that its questions want. Every answer is compared.
func Embedded(ctx context.Context, w io.Writer, quads int) error {
	return embedded(ctx, w, quads, rivalsFolder, 1)
}

// embedded is Embedded with the folder of the rivals' program and how much of each measurement to make: 1 for all of it.
func embedded(ctx context.Context, w io.Writer, quads int, program string, share float64) (err error) {
	folder, err := os.MkdirTemp("", "whence-embedded-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	cited := citedOf(quads)
	if err := writeTables(folder, cited); err != nil {
		return err
	}
	child, err := startStores(ctx, program, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, child.close()) }()
	g, err := graph.Open(ctx, graph.Options{Path: filepath.Join(folder, "graph")})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	began := time.Now()
	report, err := write.LoadQuads(ctx, g, citedQuads(cited))
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# %d quads loaded in %v; their tables by SQLite in %.1f s, by DuckDB in %.1f s\n",
		report.Quads, time.Since(began).Round(100*time.Millisecond), child.loaded.SQLite/1000, child.loaded.DuckDB/1000)
	settle()
	e := embeddedRun{g: g, child: child, out: w, counts: cited.Counts(), share: share}
	for _, q := range embeddedQuestions() {
		if err := e.ask(ctx, q); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
	}
	return e.writes(ctx)
}

// citedOf is the register, with a number of quads, that the benchmarks speak of.
func citedOf(quads int) gen.Cited { return gen.Cited{Quads: quads, Seed: 1, Base: graph.DefaultBase} }

// tablesWriter writes what a register says as the tables that the rivals load: entity.tsv (number, IRI, name, number of the
// place that it lies in) and award.tsv (digits of the claim, funder, recipient, amount, currency, day, year, purpose, locator).
// Nothing that the generator makes has a tab or a quote.
type tablesWriter struct {
	numbers  map[quad.Value]int
	entities []tableEntity
	awards   *bufio.Writer
	award    tableAward
}

type tableEntity struct {
	iri, name string
	place     int
}

type tableAward struct {
	claim             quad.IRI
	citation          quad.Value
	funder, recipient int
	amount, currency  string
	day, purpose      string
}

func writeTables(folder string, cited gen.Cited) error {
	f, err := os.Create(filepath.Join(folder, "award.tsv"))
	if err != nil {
		return err
	}
	t := tablesWriter{numbers: map[quad.Value]int{}, awards: bufio.NewWriter(f)}
	for q, err := range citedQuads(cited) {
		if err != nil {
			return errors.Join(err, f.Close())
		}
		t.quad(q)
	}
	if err := errors.Join(t.awards.Flush(), f.Close()); err != nil {
		return err
	}
	var out strings.Builder
	for i, e := range t.entities {
		place := ""
		if e.place > 0 {
			place = strconv.Itoa(e.place)
		}
		fmt.Fprintf(&out, "%d\t%s\t%s\t%s\n", i+1, e.iri, e.name, place)
	}
	return os.WriteFile(filepath.Join(folder, "entity.tsv"), []byte(out.String()), 0o600)
}

// quad takes note of a quad. What is said of an award follows its edge; its locator comes first, then its purpose last of
// what is asked for, with which its row is written.
func (t *tablesWriter) quad(q quad.Quad) {
	switch q.Predicate {
	case encoding.PredName:
		iri, _ := q.Subject.(quad.IRI)
		t.entities = append(t.entities, tableEntity{iri: string(iri), name: textOf(q.Object)})
		t.numbers[q.Subject] = len(t.entities)
	case quad.IRI("https://schema.org/containedInPlace"):
		t.entities[t.numbers[q.Subject]-1].place = t.numbers[q.Object]
	case quad.IRI("https://whence.example/ns#funds"):
		t.award = tableAward{funder: t.numbers[q.Subject], recipient: t.numbers[q.Object]}
		t.award.claim, _ = q.Label.(quad.IRI)
	case encoding.PredLocator:
		t.award.citation = q.Object
	case encoding.PredAmount:
		t.award.amount, t.award.currency, _ = strings.Cut(textOf(q.Object), " ")
	case encoding.PredHolds:
		t.award.day = textOf(q.Object)
	case quad.IRI("https://whence.example/ns#purpose"):
		t.award.purpose = textOf(q.Object)
		t.row()
	}
}

func (t *tablesWriter) row() {
	a := &t.award
	fmt.Fprintf(t.awards, "%s\t%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\n", string(a.claim[len(a.claim)-32:]), a.funder, a.recipient,
		a.amount, a.currency, a.day, a.day[:4], a.purpose, textOf(a.citation))
}

func textOf(v quad.Value) string {
	switch v := v.(type) {
	case quad.String:
		return string(v)
	case quad.TypedString:
		return string(v.Value)
	}
	return ""
}

// stores is the child that plays both rivals.
type stores struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *json.Decoder
	loaded  struct {
		SQLite float64 `json:"sqlite"` // milliseconds
		DuckDB float64 `json:"duckdb"`
	}
}

// storesAsked is a question for one of them.
type storesAsked struct {
	Store string         `json:"store"`
	Ask   string         `json:"ask"`
	Args  map[string]any `json:"args"`
	Runs  int            `json:"runs"`
	From  int            `json:"from"` // the number of the first claim to write
}

// storesAnswer is how long it took, in milliseconds, and what was answered.
type storesAnswer struct {
	Times  []float64 `json:"times"`
	CPU    float64   `json:"cpu"` // of the process, a run
	Answer [][]any   `json:"answer"`
	Reads  []float64 `json:"reads"`
}

func (a storesAnswer) times() Times {
	var out Times
	for _, ms := range a.Times {
		out = append(out, time.Duration(ms*float64(time.Millisecond)))
	}
	return out
}

func startStores(ctx context.Context, program, folder string) (*stores, error) {
	s := &stores{command: exec.CommandContext(ctx, "node", "--max-old-space-size=4096", filepath.Join(program, "rivals.mjs"), folder)}
	s.command.Stderr = os.Stderr
	in, err := s.command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := s.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	s.in, s.out = in, json.NewDecoder(out)
	if err := s.out.Decode(&s.loaded); err != nil {
		return nil, fmt.Errorf("the rivals did not load their tables: %w", errors.Join(err, s.close()))
	}
	return s, nil
}

func (s *stores) ask(q storesAsked) (a storesAnswer, err error) {
	if err := json.NewEncoder(s.in).Encode(q); err != nil {
		return a, err
	}
	return a, s.out.Decode(&a)
}

func (s *stores) close() error { return errors.Join(s.in.Close(), s.command.Wait()) }

// settle waits until this process does next to nothing, half a minute at the most: what a load leaves to be done behind, the base
// file and the orders of hubs, is no part of the questions that follow.
func settle() {
	const step = 250 * time.Millisecond
	for range 120 {
		before := cpuTime()
		time.Sleep(step)
		if cpuTime()-before < step/20 {
			return
		}
	}
}

// cpuTime is what this process has used of the processors.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// entityOf is the IRI of an entity of the register.
func entityOf(id claim.ID) string { return graph.DefaultBase + "entity/" + string(id) }
