package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layers is what each folder may import of ours, tests aside. A folder stands for those below it that have no line of
// their own; one that is not here may import nothing of ours. A line that says more than it needs is a mistake too.
var layers = map[string][]string{
	".":                {"command", "server"}, // the process: its signals, its exit
	"command":          {"command/licences", "export", "graph", "graph/claim", "graph/engine", "graph/erasure", "graph/evidence", "graph/extract", "graph/identity", "graph/pglog", "graph/sourcetext", "graph/sqlstore", "graph/write", "loader", "loader/mapping", "loader/records", "match", "seeds", "server", "server/assistant", "server/auth", "server/auth/issuer", "server/auth/needs", "server/claimlist", "server/cursor", "server/documents", "server/gql", "server/gql/answer", "server/gql/direct", "server/linkeddata", "server/logqueue", "server/nested", "server/profile", "server/reconcile", "server/uploads", "web"},
	"graph":            {"deadline", "graph/bell", "graph/claim", "graph/commitlog", "graph/encoding", "graph/engine", "graph/identity", "graph/names", "graph/nodeset", "graph/paging", "graph/parallel", "graph/quadstore", "graph/register", "graph/sentence", "graph/snapshot", "graph/sourcetext", "graph/store", "graph/text"}, // alone speaks Cayley: the store is nobody else's business
	"graph/commitlog":  {"graph/quadstore"},                                                                                                                                                                                                                                                                                          // keeps its records beside the quads
	"deadline":         {},
	"graph/claim":      {}, // the model: no store, no format
	"graph/names":      {"graph/claim"},
	"graph/text":       {"graph/names"},                                                                                                                                                                         // folds words as names are folded
	"graph/paging":     {"graph/claim", "graph/parallel"},                                                                                                                                                       // pages of ordered lists, no graph
	"graph/sentence":   {"graph/claim"},                                                                                                                                                                         // claims in English
	"graph/encoding":   {"graph/claim"},                                                                                                                                                                         // the model as quads: no store
	"graph/snapshot":   {"graph/claim", "graph/encoding", "graph/engine", "graph/identity", "graph/nodeset", "graph/paging", "graph/parallel", "graph/quadstore", "graph/quadstore/storedorder", "graph/store"}, // what a view is made of: no question
	"graph/sourcetext": {"graph/claim"},                                                                                                                                                                         // the documents' words: no quads

	// Works out what a write changes; the graph commits it, and does not know it.
	"graph/write":   {"graph", "graph/assessment", "graph/claim", "graph/commitlog", "graph/conflicts", "graph/encoding", "graph/evidence", "graph/history", "graph/identity", "graph/names", "graph/nodeset", "graph/paging", "graph/quadstore", "graph/quote", "graph/search", "graph/snapshot", "graph/sourcetext"},
	"graph/erasure": {"graph", "graph/claim", "graph/commitlog", "graph/encoding", "graph/quadstore", "graph/sourcetext"}, // what the law says must go: the store is written anew without it
	"graph/dump":    {"graph", "graph/claim", "graph/encoding", "graph/snapshot"},                                         // checks dumps before they are written

	"graph/graphtest": {"graph", "graph/claim", "graph/conflicts", "graph/counts", "graph/datasets", "graph/history", "graph/paging", "graph/paths", "graph/search", "graph/sums", "graph/write"},

	// Questions over a view: functions with queries and results of their own. None knows another, the core knows none.
	"graph/paths":      {"graph", "graph/claim", "graph/counts", "graph/encoding", "graph/nodeset", "graph/paging", "graph/parallel", "graph/quadstore", "graph/sentence", "graph/snapshot"},
	"graph/sums":       {"deadline", "graph", "graph/claim", "graph/encoding", "graph/nodeset", "graph/paging", "graph/parallel", "graph/quadstore", "graph/snapshot", "graph/store"},
	"graph/conflicts":  {"graph", "graph/claim", "graph/encoding", "graph/names", "graph/nodeset", "graph/paging", "graph/parallel", "graph/quadstore"},
	"graph/history":    {"graph", "graph/claim", "graph/commitlog", "graph/encoding", "graph/identity", "graph/paging", "graph/parallel", "graph/quadstore"},                         // who changed what, when
	"graph/search":     {"graph", "graph/claim", "graph/encoding", "graph/names", "graph/nodeset", "graph/paging", "graph/quadstore", "graph/register", "graph/store", "graph/text"}, // by names and words
	"graph/datasets":   {"graph", "graph/claim", "graph/commitlog", "graph/encoding", "graph/evidence", "graph/nodeset", "graph/paging", "graph/quadstore"},                          // bodies of data: what each holds and who says what
	"graph/assessment": {"graph", "graph/claim", "graph/encoding", "graph/quadstore", "graph/snapshot"},                                                                              // endorsements and disputes
	"graph/counts":     {"graph", "graph/claim", "graph/snapshot"},                                                                                                                   // relationships by kind
	"graph/award":      {"graph", "graph/claim", "graph/encoding", "graph/nodeset", "graph/paging", "graph/quadstore"},                                                               // payments and programmes of awards
	"graph/evidence":   {"graph", "graph/claim", "graph/encoding", "graph/paging", "graph/quadstore", "graph/sourcetext"},                                                            // documents, records, data sets
	"graph/extract":    {"graph", "graph/claim", "graph/nodeset", "graph/quadstore"},                                                                                                 // parts of the graph, whole
	"graph/nodeset":    {"graph/quadstore"},                                                                                                                                          // sets of ids and tables over them
	"graph/parallel":   {},                                                                                                                                                           // long lists in parts; nothing of ours

	"ask": {}, // words and readings: no store, no GraphQL

	"testenv":          {},          // what tests need beside the project
	"testenv/postgres": {"testenv"}, // a database of their own

	"graph/store":                 {},              // what the graph asks of an engine
	"graph/store/storetest":       {"graph/store"}, // and what an engine must keep to
	"graph/quadstore":             {"graph/ntriples", "graph/quadstore/bloom", "graph/quadstore/delta", "graph/quadstore/pagedarray", "graph/quadstore/pagefile", "graph/quadstore/storedorder", "graph/quadstore/storefs", "graph/quadstore/termindex", "graph/store"},
	"graph/pglog/pglogtest":       {"graph/pglog", "testenv/postgres"}, // logs in the database of tests
	"graph/quadstore/bloom":       {"graph/store"},
	"graph/quadstore/delta":       {"graph/quadstore/bloom", "graph/store"},    // small changes to a base
	"graph/quadstore/storedorder": {"graph/quadstore/pagefile", "graph/store"}, // edges of hubs, sorted: no terms
	"graph/bell":                  {},                                          // tells who waits
	"graph/ntriples":              {},                                          // how terms are written
	"graph/quadstore/termindex":   {"graph/quadstore/pagefile", "graph/store"},
	"graph/engine":                {"graph/quadstore", "graph/store"},                                // what the graph needs of where it is kept
	"graph/sqlstore":              {"graph/engine", "graph/pglog", "graph/quadstore", "graph/store"}, // quads as rows in PostgreSQL
	"graph/pglog":                 {"graph/quadstore", "graph/store"},                                // a log of changes in PostgreSQL: no quads; of the store its errors
	"graph/quadstore/cayley":      {"graph/quadstore", "graph/store"},
	"graph/identity":              {},
	"graph/register":              {},                                                                                                                                                                                                                                                                                                                                                                                   // rules of registers, no domain
	"loader":                      {"graph", "graph/claim", "graph/dump", "graph/names", "graph/ntriples", "graph/quote", "graph/register", "graph/search", "graph/sourcetext", "graph/write", "loader/bods", "loader/ftm", "loader/gtr", "loader/mapping", "loader/mapping/guess", "loader/objects", "loader/ons", "loader/rdf", "loader/records", "loader/ror", "loader/table", "loader/threesixty", "loader/turtle"}, // formats, not storage
	"loader/objects":              {},                                                                                                                                                                                                                                                                                                                                                                                   // JSON, no claims
	"loader/records":              {"graph/claim", "graph/register"},                                                                                                                                                                                                                                                                                                                                                    // claims with evidence, no format
	"loader/threesixty":           {"graph/claim", "loader/objects", "loader/records", "loader/table"},                                                                                                                                                                                                                                                                                                                  // one standard each
	"loader/bods":                 {"graph/claim", "loader/objects", "loader/records"},
	"loader/ftm":                  {"graph/claim", "loader/objects", "loader/records"},
	"match":                       {"graph", "graph/claim", "graph/evidence", "graph/identity", "graph/names"}, // who may be one: judges nothing
	"match/learn":                 {"graph/claim", "match"},
	"loader/mapping":              {"graph/claim", "graph/register", "loader/objects", "loader/records", "loader/table"}, // whatever a mapping says
	"loader/mapping/guess":        {"graph/register", "loader/records"},                                                  // guesses, written as a mapping
	"loader/gtr":                  {"graph/claim", "loader/records", "loader/table"},
	"export":                      {"graph", "graph/claim", "graph/datasets", "graph/evidence", "graph/extract", "loader/rdf"}, // formats of other tools
	"server/reconcile":            {"graph", "graph/claim", "graph/names", "graph/paging", "graph/search", "match"},            // a protocol over views
	"loader/ror":                  {"graph/claim", "graph/register", "loader/objects", "loader/records"},
	"loader/ons":                  {"graph/claim", "loader/records", "loader/table"},
	"loader/table":                {},
	"graph/quote":                 {},
	"loader/turtle":               {"graph/ntriples"},

	"server":            {"deadline", "server/accept", "server/admission", "server/auth", "server/auth/needs", "server/body", "server/cors", "server/documents", "server/fault", "server/flight", "server/gate", "server/gql/direct", "server/live", "server/nested"}, // HTTP, not the domain
	"server/accept":     {},
	"server/admission":  {},
	"server/attack":     {},
	"server/body":       {"server/fault"},
	"server/claimlist":  {"graph", "graph/claim", "graph/datasets", "graph/evidence", "graph/extract"}, // lists as files, without GraphQL
	"server/cors":       {},
	"server/cursor":     {},
	"server/documents":  {},
	"server/fault":      {},
	"server/flight":     {},
	"server/gate":       {"server/fault"},
	"server/linkeddata": {"graph", "graph/claim", "graph/counts", "graph/extract", "loader/rdf", "server/accept"},
	"server/logqueue":   {},
	"server/gql":        {"graph", "graph/assessment", "graph/award", "graph/claim", "graph/commitlog", "graph/conflicts", "graph/counts", "graph/datasets", "graph/evidence", "graph/history", "graph/paging", "graph/paths", "graph/quote", "graph/search", "graph/sums", "graph/write", "loader/records", "match", "server/auth", "server/auth/needs", "server/cursor", "server/fault", "server/gql/answer", "server/gql/asking", "server/gql/direct", "server/gql/gen", "server/gql/scalar", "server/live"},
	"server/nested":     {},

	"server/gql/asking/corpus": {}, // questions for tests and benchmarks

	"server/assistant":  {"server/nested"}, // operations, not the domain
	"server/gql/asking": {"ask", "graph", "graph/claim", "graph/counts", "graph/paging", "graph/search", "graph/sentence", "graph/text", "server/gql/answer", "server/nested"},
	"server/profile":    {"graph", "graph/claim", "graph/counts", "graph/evidence", "graph/extract", "graph/paging", "graph/search", "graph/sums"}, // pages for people, without GraphQL
	"server/gql/answer": {"graph", "graph/assessment", "graph/claim", "graph/commitlog", "graph/conflicts", "graph/datasets", "graph/evidence", "graph/history", "graph/identity", "graph/paging", "graph/paths", "graph/search", "graph/write", "match", "server/cursor", "server/gql/scalar"},
	"server/gql/gen":    {"graph", "graph/claim", "graph/conflicts", "graph/identity", "graph/sums", "graph/write", "loader/records", "server/auth", "server/gql/answer", "server/gql/asking", "server/gql/direct", "server/gql/scalar"},
	"server/gql/scalar": {"graph/claim"},

	// Who asks, and what they may do.
	"server/auth":        {},
	"server/auth/issuer": {"server/auth"},
	"server/auth/needs":  {"server/auth"},
	"server/uploads":     {"graph/sourcetext", "server/auth"}, // files by their digests
	"server/live":        {},                                  // numbers of commits, and what is sent of them

	"server/gql/direct":          {}, // serves any gqlgen project
	"server/gql/direct/plugin":   {"server/gql/direct"},
	"server/gql/direct/cmd":      {"server/gql/direct/plugin"},
	"server/gql/direct/bars":     {"server/gql/direct", "server/gql/direct/internal"},
	"server/gql/direct/internal": {"server/gql/direct", "server/gql/direct/internal"},

	"bench": {"ask", "bench", "export", "graph", "loader", "seeds", "server", "testenv/postgres", "web"}, // measures whatever there is
}

// cayley is what may speak Cayley: the graph, and package quad alone where RDF becomes quads. Bench compares with it.
var cayley = map[string]string{
	"graph":             "github.com/cayleygraph/",
	"export":            "github.com/cayleygraph/quad",
	"loader":            "github.com/cayleygraph/quad",
	"loader/rdf":        "github.com/cayleygraph/quad",
	"loader/turtle":     "github.com/cayleygraph/quad",
	"server/linkeddata": "github.com/cayleygraph/quad",
	"bench":             "github.com/cayleygraph/",
	"command":           "github.com/cayleygraph/none",
	".":                 "github.com/cayleygraph/none",
}

const module = "whence"

// source is a Go file.
type source struct {
	path, folder string
	test         bool
	generated    bool
	file         *ast.File
	positions    *token.FileSet
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testdata" || len(entry.Name()) > 1 && entry.Name()[0] == '.'):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go"):
			return nil
		}
		positions := token.NewFileSet()
		file, err := parser.ParseFile(positions, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		all = append(all, source{name, path.Dir(name), strings.HasSuffix(name, "_test.go"), ast.IsGenerated(file), file, positions})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// nearest is the line of a table that a folder falls under.
func nearest[V any](table map[string]V, folder string) (V, bool) {
	for at := folder; ; at = path.Dir(at) {
		if v, ok := table[at]; ok && (at != "." || folder == ".") {
			return v, true
		}
		if at == "." {
			var none V
			return none, false
		}
	}
}

func TestImports(t *testing.T) {
	used := map[string]bool{}
	for _, s := range sources(t) {
		for _, spec := range s.file.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			if prefix, ok := nearest(cayley, s.folder); strings.HasPrefix(imported, "github.com/cayleygraph/") && !s.test && (!ok || !strings.HasPrefix(imported, prefix)) {
				t.Errorf("%s imports %s: no Cayley type leaves graph", s.path, imported)
			}
			ours, ok := strings.CutPrefix(imported, module+"/")
			if !ok || s.test {
				continue
			}
			allowed, _ := nearest(layers, s.folder)
			i := slices.IndexFunc(allowed, func(a string) bool { return ours == a || within(ours, a, s.folder) })
			if i < 0 {
				t.Errorf("%s imports %s: %s may import %v", s.path, ours, s.folder, allowed)
				continue
			}
			used[s.folder+" "+ours] = true
		}
	}
	for folder, allowed := range layers {
		for _, a := range allowed {
			if folder != "bench" && !slices.ContainsFunc(slices.Collect(maps.Keys(used)), func(u string) bool {
				from, to, _ := strings.Cut(u, " ")
				return (from == folder || strings.HasPrefix(from, folder+"/")) && (to == a || strings.HasPrefix(to, a+"/"))
			}) {
				t.Errorf("%s may import %s and does not: take the line away", folder, a)
			}
		}
	}
}

// within reports whether ours lies below a folder that stands for all below it: bench may measure anything, and what is
// internal belongs together.
func within(ours, allowed, folder string) bool {
	whole := strings.HasPrefix(folder, "bench") || strings.HasSuffix(allowed, "/internal")
	return whole && strings.HasPrefix(ours, allowed+"/")
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		if !s.test && !s.generated {
			documented[s.folder] = documented[s.folder] || s.file.Doc != nil
		}
	}
	for folder, ok := range documented {
		if !ok {
			t.Errorf("%s has no package comment", folder)
		}
	}
}

// The lengths that a reader can take in. Most functions are far below.
const (
	longestPackage  = 7000 // tests aside
	longestFile     = 500
	longestMain     = 150
	longestFunction = 60
	usualFunction   = 35 // of nine functions in ten
)

func TestNoPackageIsLong(t *testing.T) {
	lines := map[string]int{}
	for _, s := range sources(t) {
		if !s.test && !s.generated {
			lines[s.folder] += s.positions.Position(s.file.FileEnd).Line
		}
	}
	for folder, n := range lines {
		if n > longestPackage {
			t.Errorf("%s has %d lines: at most %d", folder, n, longestPackage)
		}
	}
}

func TestNothingIsLong(t *testing.T) {
	functions, usual := 0, 0
	for _, s := range sources(t) {
		lines, longest := s.positions.Position(s.file.FileEnd).Line, longestFile
		if s.path == "main.go" {
			longest = longestMain
		}
		if s.generated {
			continue
		}
		if lines > longest {
			t.Errorf("%s has %d lines: at most %d", s.path, lines, longest)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || s.test {
				continue
			}
			length := s.positions.Position(f.End()).Line - s.positions.Position(f.Pos()).Line + 1
			if functions++; length <= usualFunction {
				usual++
			}
			if length > longestFunction {
				t.Errorf("%s: %s has %d lines: at most %d", s.path, f.Name.Name, length, longestFunction)
			}
		}
	}
	if usual*10 < functions*9 {
		t.Errorf("%d of %d functions have at most %d lines: want nine in ten", usual, functions, usualFunction)
	}
}
