package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"whence/export"
	"whence/graph"
	"whence/loader"
	"whence/server"
	"whence/server/cursor"
	"whence/server/gql"
)

// DataFolder is where the real files lie that the counts are made of.
const DataFolder = "../shared/data"

// Data measures what importers and exports promise: that the questions of grants are right in one request each, what a new release of a file
// changes, and how fast and in how much memory files come in and go out. Without the folder of real files it does what needs none.
func Data(ctx context.Context, w io.Writer, quads int) error {
	d := dataBench{w: w, rows: max(quads/dataQuadsOfARow, 1000)}
	steps := []func(context.Context) error{d.million, d.nquads}
	if _, err := os.Stat(DataFolder); err == nil {
		steps = append([]func(context.Context) error{d.counts, d.questions, d.releases, d.ror}, steps...)
	} else {
		fmt.Fprintf(w, "# data: the real files are not at hand: %v\n", err)
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// dataQuadsOfARow is about how many quads a generated grant makes.
const dataQuadsOfARow = 18

type dataBench struct {
	w    io.Writer
	rows int // of the generated file
}

func dataFile(name string) string { return filepath.Join(DataFolder, name) }

// inMemory runs what needs a graph with some files in it.
func inMemory(ctx context.Context, files []string, use func(*graph.Graph, loader.Report) error) (err error) {
	g, err := graph.Open(ctx, graph.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	var report loader.Report
	for _, file := range files { // one by one: places first, which others name
		if report, err = (&loader.Loader{Graph: g}).Load(ctx, file); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return use(g, report)
}

// placeFiles are the tables of places.
var placeFiles = []string{
	"places/ons_lad_to_region_2018-12.csv", "places/ons_lad_to_county_2020-04.csv", "places/ons_lad_to_combined_authority_2019-12.csv",
	"places/ons_lad_to_country_2019-04.csv",
}

// totals is one question of sums: how many payments and what they come to.
const totals = `query($filter: RelationshipFilter, $by: [GroupBy!]!, $first: Int) { aggregate(kinds: [FUNDS], groupBy: $by, filter: $filter, first: $first) {
  total { count totals { currency low } } rows { key { value } count totals { low } } } }`

type totalsAnswer struct {
	Aggregate struct {
		Total struct {
			Count  int
			Totals []struct{ Currency, Low string }
		}
		Rows []struct {
			Key    []struct{ Value string }
			Count  int
			Totals []struct{ Low string }
		}
	}
}

// total is the count and the sums of an answer, in one text.
func (a *totalsAnswer) total() string {
	texts := []string{fmt.Sprint(a.Aggregate.Total.Count)}
	for _, t := range a.Aggregate.Total.Totals {
		texts = append(texts, t.Currency, t.Low)
	}
	return strings.Join(texts, " ")
}

func serverOf(g *graph.Graph) *server.Server {
	return server.New(server.Options{Schema: gql.New(g, gql.Options{Cursors: cursor.RandomKey()}), Present: gql.Present, Log: slog.New(slog.DiscardHandler)})
}

// counts holds counts and sums of payments against those that were counted from the files by hand.
func (d *dataBench) counts(ctx context.Context) error {
	right, all := 0, 0
	for _, c := range []struct{ file, want string }{
		{"360giving/ab_charitable_trust.json", "783 GBP 12785625"},
		{"360giving/ab_charitable_trust.original.xlsx", "783 GBP 12785625"},
		{"360giving/sport_england_exchequer.csv", "2434 GBP 510872121"},
		{"360giving/arts_council_england.csv", "2162 GBP 43057543"},
		{"gtr/gtr_export_excerpt_2025.csv", "11 GBP 2345476"},
		{"ftm/ftm_parteispenden.ftm.json", "291 EUR 40589689.15"},
	} {
		err := inMemory(ctx, []string{dataFile(c.file)}, func(g *graph.Graph, _ loader.Report) error {
			var got totalsAnswer
			if err := (&asker{g, serverOf(g)}).query(ctx, totals, map[string]any{"by": []any{}}, &got); err != nil {
				return err
			}
			if all++; got.total() == c.want {
				right++
			} else {
				fmt.Fprintf(d.w, "# %s: %s, want %s\n", c.file, got.total(), c.want)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	Bar{"counts and sums of the real files that are exact", float64(right), fmt.Sprintf(" of %d", all), float64(all), true}.Print(d.w)
	return nil
}

// questions asks, in one request each, what the model of grants is made for.
func (d *dataBench) questions(ctx context.Context) error {
	var files []string
	for _, f := range append(slices.Clone(placeFiles), "360giving/sport_england_exchequer.csv", "360giving/arts_council_england.csv", "360giving/ab_charitable_trust.json") {
		files = append(files, dataFile(f))
	}
	return inMemory(ctx, files, func(g *graph.Graph, _ loader.Report) error {
		a := &asker{g, serverOf(g)}
		sport, err := dataSetsNamed(ctx, a, "sport")
		if err != nil {
			return err
		}
		abct, err := dataSetsNamed(ctx, a, "charitable")
		if err != nil {
			return err
		}
		right, all := 0, 0
		for _, q := range []struct {
			what      string
			variables map[string]any
			want      func(*totalsAnswer) (got, want string)
		}{
			{"how much in Birmingham", map[string]any{"by": []any{}, "filter": map[string]any{"place": "place/gss-e08000025", "datasets": sport}}, is("59 GBP 6863710")},
			{"how much in the West Midlands", map[string]any{"by": []any{}, "filter": map[string]any{"place": "place/gss-e12000005", "datasets": sport}}, is("272 GBP 32848230")},
			{"by year", map[string]any{"by": []any{"YEAR"}, "filter": map[string]any{"datasets": abct}, "first": json.Number("20")}, func(a *totalsAnswer) (string, string) {
				return fmt.Sprint(len(a.Aggregate.Rows)), "9"
			}},
			{"by funder, across publishers", map[string]any{"by": []any{"SUBJECT"}, "first": json.Number("20")}, func(a *totalsAnswer) (string, string) {
				return fmt.Sprint(a.Aggregate.Total.Count, len(a.Aggregate.Rows)), fmt.Sprint(783+2434+2162, 3)
			}},
		} {
			var got totalsAnswer
			if err := a.query(ctx, totals, q.variables, &got); err != nil {
				return fmt.Errorf("%s: %w", q.what, err)
			}
			all++
			if have, want := q.want(&got); have == want {
				right++
			} else {
				fmt.Fprintf(d.w, "# %s: %s, want %s\n", q.what, have, want)
			}
		}
		Bar{"questions of grants that are right in one request", float64(right), fmt.Sprintf(" of %d", all), float64(all), true}.Print(d.w)
		return nil
	})
}

func is(want string) func(*totalsAnswer) (string, string) {
	return func(a *totalsAnswer) (string, string) { return a.total(), want }
}

// dataSetsNamed is the ids of the data sets in whose names a word stands.
func dataSetsNamed(ctx context.Context, a *asker, word string) (ids []any, err error) {
	var got struct {
		Datasets struct{ Nodes []struct{ ID string } }
	}
	if err := a.query(ctx, `{ datasets(first: 20) { nodes { id } } }`, nil, &got); err != nil {
		return nil, err
	}
	for _, n := range got.Datasets.Nodes {
		if strings.Contains(n.ID, word) {
			ids = append(ids, n.ID)
		}
	}
	return ids, nil
}

// releases loads new releases of a real file, and counts the quads that they change.
func (d *dataBench) releases(ctx context.Context) error {
	text, err := os.ReadFile(dataFile("360giving/sport_england_exchequer.csv"))
	if err != nil {
		return err
	}
	lines := bytes.SplitAfter(text, []byte("\n"))
	inserted := bytes.Join(slices.Insert(slices.Clone(lines), 1, bytes.Replace(lines[len(lines)/2], []byte("360G-"), []byte("360G-new-"), 1)), nil)
	at := len(lines) / 2
	changed := slices.Clone(lines)
	changed[at] = bytes.Replace(changed[at], []byte(",20"), []byte(",1"), 1)
	sorted := slices.Clone(lines)
	slices.Reverse(sorted[1 : len(sorted)-1])
	return inFolder(func(dir string) error {
		file := filepath.Join(dir, "sport.csv")
		for _, release := range []struct {
			what string
			text []byte
			want float64
		}{{"a row inserted", inserted, 40}, {"a cell changed", bytes.Join(changed, nil), 60}, {"all rows in another order", bytes.Join(sorted, nil), 0}} {
			if err := os.WriteFile(file, text, 0o600); err != nil {
				return err
			}
			err := inMemory(ctx, []string{file}, func(g *graph.Graph, _ loader.Report) error {
				if err := os.WriteFile(file, release.text, 0o600); err != nil {
					return err
				}
				before, err := quadsOf(ctx, g)
				if err != nil {
					return err
				}
				if _, err = (&loader.Loader{Graph: g}).Load(ctx, file); err != nil {
					return err
				}
				after, err := quadsOf(ctx, g)
				if err != nil {
					return err
				}
				n := 0
				for q := range before {
					if !after[q] {
						n++
					}
				}
				for q := range after {
					if !before[q] {
						n++
					}
				}
				Bar{"quads that " + release.what + " changes, of 2,434 rows", float64(n), "", release.want, false}.Print(d.w)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// quadsOf is the quads of a graph, but for what a file is as a whole: its digest and its count of rows.
func quadsOf(ctx context.Context, g *graph.Graph) (map[string]bool, error) {
	out := map[string]bool{}
	for q, err := range g.Now().Quads(ctx) {
		if err != nil {
			return nil, err
		}
		out[q.String()] = true
	}
	return out, nil
}

// ror loads the organisations of the Research Organization Registry.
func (d *dataBench) ror(ctx context.Context) error {
	before := cpuTime()
	peak, err := peakOf(func() error {
		return inMemory(ctx, []string{dataFile("ror/ror_v2_subset_world.json.gz")}, func(_ *graph.Graph, r loader.Report) error {
			fmt.Fprintf(d.w, "# ROR: %d records, %d claims in %v\n", r.Records, r.Claims, r.Took)
			return nil
		})
	})
	if err != nil {
		return err
	}
	Bar{"ROR, 35,645 organisations, CPU", (cpuTime() - before).Seconds(), " s", 4, false}.Print(d.w)
	Bar{"ROR, peak of memory", float64(peak) / 1e6, " MB", 400, false}.Print(d.w)
	return nil
}

// madeGrants is a file of 360Giving's columns that is made as it is read: some rows of some recipients and programmes.
func madeGrants(rows int) io.ReadCloser {
	in, out := io.Pipe()
	go func() {
		r := rand.New(rand.NewPCG(1, 2))
		var b bytes.Buffer
		b.WriteString("Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name,Grant Programme:Title\n")
		for i := range rows {
			recipient := r.IntN(1 + rows/10)
			fmt.Fprintf(&b, "360G-made-%d,Grant number %d,GBP,%d,20%02d-%02d-%02d,GB-CHC-%07d,Society number %d,GB-CHC-1000147,Acme Trust,Programme %d\n",
				i, i, 1+r.IntN(100_000), 10+r.IntN(15), 1+r.IntN(12), 1+r.IntN(28), 1_000_148+recipient, recipient, r.IntN(50))
			if b.Len() > 1<<16 {
				if _, err := b.WriteTo(out); err != nil {
					return
				}
			}
		}
		_, err := b.WriteTo(out)
		_ = out.CloseWithError(err) // never fails
	}()
	return in
}

// million loads a generated file of grants, and writes what it made in every format.
func (d *dataBench) million(ctx context.Context) (err error) {
	g, err := graph.Open(ctx, graph.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	var report loader.Report
	before := cpuTime()
	peak, err := peakOf(func() error {
		var err error
		open := func() (io.ReadCloser, error) { return madeGrants(d.rows), nil }
		report, err = (&loader.Loader{Graph: g}).LoadFiles(ctx, []loader.File{{Name: "made.csv", Open: open}})
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(d.w, "# %d grants: %d claims, %d quads, in %v, %v of CPU\n", report.Records, report.Claims, report.Quads, report.Took, cpuTime()-before)
	Bar{"rows of 360Giving a second, by whence load's own way", float64(report.Records) / report.Took.Seconds(), "", 60_000, true}.Print(d.w)
	Bar{"peak of memory a row", float64(peak) / float64(report.Records), " B", 200, false}.Print(d.w)
	for _, f := range export.Formats {
		var size counter
		before := cpuTime()
		peak, err := peakOf(func() error { return export.Write(ctx, g.Now(), &size, f, nil) })
		if err != nil {
			return err
		}
		fmt.Fprintf(d.w, "# %s: %d MB in %v of CPU\n", f, size>>20, cpuTime()-before)
		Bar{fmt.Sprintf("memory above the server's own, exporting %d quads as %s", report.Quads, f), float64(peak) / 1e6, " MB", 100, false}.Print(d.w)
	}
	return nil
}

// counter counts the bytes that are written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// nquads loads a dump of a generated graph through the rules that users' dumps go through, and without.
func (d *dataBench) nquads(ctx context.Context) error {
	return inFolder(func(dir string) error {
		file := filepath.Join(dir, "made.nq")
		quads := 0
		err := inMemory(ctx, nil, func(g *graph.Graph, _ loader.Report) (err error) {
			open := func() (io.ReadCloser, error) { return madeGrants(d.rows / 4), nil }
			report, err := (&loader.Loader{Graph: g}).LoadFiles(ctx, []loader.File{{Name: "made.csv", Open: open}})
			if err != nil {
				return err
			}
			quads = report.Quads
			out, err := os.Create(file)
			if err != nil {
				return err
			}
			return errors.Join(export.Write(ctx, g.Now(), out, export.NQuads, nil), out.Close())
		})
		if err != nil {
			return err
		}
		return inMemory(ctx, []string{file}, func(_ *graph.Graph, r loader.Report) error {
			fmt.Fprintf(d.w, "# N-Quads: %d of %d in %v\n", r.Statements, quads, r.Took)
			Bar{"N-Quads a second by whence load, cited claims, rules and places", float64(r.Statements) / r.Took.Seconds(), "", 800_000, true}.Print(d.w)
			return nil
		})
	})
}
