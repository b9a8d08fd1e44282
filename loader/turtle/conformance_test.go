package turtle_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/loader/rdf"
	"whence/loader/turtle"
	"whence/testenv"
)

const suiteFile = "data/w3c_rdf_tests_nq_nt_ttl_trig.tar.gz"

// TestW3C runs every Turtle and TriG test of the W3C's RDF 1.1 suite: the texts to refuse are refused, and the others give the
// graph of their result, blank nodes renamed.
func TestW3C(t *testing.T) {
	files := suite(t)
	for _, syntax := range []struct {
		folder, ext string
		tests       int
	}{{"rdf/rdf11/rdf-turtle", ".ttl", 313}, {"rdf/rdf11/rdf-trig", ".trig", 356}} {
		tests := manifest(files[syntax.folder+"/manifest.ttl"])
		if len(tests) != syntax.tests {
			t.Errorf("%s lists %d tests, want %d", syntax.folder, len(tests), syntax.tests)
		}
		for _, test := range tests {
			t.Run(path.Base(syntax.folder)+"/"+test.action, func(t *testing.T) {
				o := turtle.Options{Name: test.action, Base: "https://w3c.github.io/rdf-tests/" + syntax.folder + "/" + test.action, TriG: syntax.ext == ".trig"}
				got, err := readAll(files[syntax.folder+"/"+test.action], o)
				if accepted := err == nil; accepted != test.positive {
					t.Fatalf("accepted: %v, want %v: %v", accepted, test.positive, err)
				}
				if test.result == "" || err != nil {
					return
				}
				if diff := cmp.Diff(canonical(expected(t, files[syntax.folder+"/"+test.result])), canonical(got)); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
	}
}

type test struct {
	action, result string
	positive       bool
}

// manifest is the tests that a manifest lists.
func manifest(text []byte) []test {
	entry := regexp.MustCompile(`(?s)rdft:Test(?:Turtle|Trig)(Eval|PositiveSyntax|NegativeSyntax|NegativeEval)\b(.*?)\n\s*\.`)
	action, result := regexp.MustCompile(`mf:action\s+<([^>]+)>`), regexp.MustCompile(`mf:result\s+<([^>]+)>`)
	var tests []test
	for _, m := range entry.FindAllSubmatch(text, -1) {
		one := test{positive: !bytes.HasPrefix(m[1], []byte("Negative"))}
		if a := action.FindSubmatch(m[2]); a != nil {
			one.action = string(a[1])
		}
		if r := result.FindSubmatch(m[2]); r != nil {
			one.result = string(r[1])
		}
		tests = append(tests, one)
	}
	return tests
}

func readAll(text []byte, o turtle.Options) ([]quad.Quad, error) {
	var quads []quad.Quad
	for q, err := range turtle.NewReader(bytes.NewReader(text), o).All() {
		if err != nil {
			return quads, err
		}
		quads = append(quads, q)
	}
	return quads, nil
}

func write(quads []quad.Quad) string {
	var text []byte
	for _, q := range quads {
		text = rdf.Append(text, q)
	}
	return string(text)
}

// canonical is quads with their blank nodes named by their part in the graph: the least text over all ways to tell apart nodes
// whose surroundings are alike.
func canonical(quads []quad.Quad) string {
	colours := map[quad.BNode]string{}
	for _, q := range quads {
		for _, v := range []quad.Value{q.Subject, q.Object, q.Label} {
			if b, ok := v.(quad.BNode); ok {
				colours[b] = "-"
			}
		}
	}
	return individualised(quads, colours)
}

// individualised refines the colours of nodes until they no longer part, then tells apart the nodes of one colour.
func individualised(quads []quad.Quad, colours map[quad.BNode]string) string {
	for range len(colours) + 1 {
		colours = refined(quads, colours)
	}
	shared := map[string][]quad.BNode{}
	for b, c := range colours {
		shared[c] = append(shared[c], b)
	}
	for _, c := range slices.Sorted(maps.Keys(shared)) {
		if len(shared[c]) == 1 {
			continue
		}
		least := ""
		for _, b := range shared[c] {
			apart := maps.Clone(colours)
			apart[b] = c + "!"
			if text := individualised(quads, apart); least == "" || text < least {
				least = text
			}
		}
		return least
	}
	return strings.Join(coloured(quads, colours, ""), "")
}

func refined(quads []quad.Quad, colours map[quad.BNode]string) map[quad.BNode]string {
	next := make(map[quad.BNode]string, len(colours))
	for b, c := range colours {
		var around []quad.Quad
		for _, q := range quads {
			if q.Subject == b || q.Object == b || q.Label == b {
				around = append(around, q)
			}
		}
		sum := sha256.Sum256([]byte(c + strings.Join(coloured(around, colours, b), "")))
		next[b] = hex.EncodeToString(sum[:8])
	}
	return next
}

// coloured is quads as sorted lines, blank nodes by their colours, self as itself.
func coloured(quads []quad.Quad, colours map[quad.BNode]string, self quad.BNode) []string {
	name := func(v quad.Value) quad.Value {
		switch b, ok := v.(quad.BNode); {
		case ok && b == self:
			return quad.BNode("self")
		case ok:
			return quad.BNode("c" + strings.ReplaceAll(strings.ReplaceAll(colours[b], "!", "x"), "-", "y"))
		}
		return v
	}
	lines := make([]string, len(quads))
	for i, q := range quads {
		lines[i] = write([]quad.Quad{{Subject: name(q.Subject), Predicate: q.Predicate, Object: name(q.Object), Label: name(q.Label)}})
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// expected reads the N-Triples or N-Quads of a result.
func expected(t *testing.T, text []byte) []quad.Quad {
	t.Helper()
	var quads []quad.Quad
	for q, err := range rdf.NewReader(bytes.NewReader(text), rdf.Options{}).All() {
		if err != nil {
			t.Fatal(err)
		}
		quads = append(quads, q)
	}
	return quads
}

// suite reads the W3C's tests, by path, out of the archive.
func suite(t *testing.T) map[string][]byte {
	t.Helper()
	f, err := os.Open(testenv.Shared(t, suiteFile))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for archive := tar.NewReader(unzipped); ; {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return files
		} else if err != nil {
			t.Fatal(err)
		}
		if files[path.Clean(head.Name)], err = io.ReadAll(archive); err != nil {
			t.Fatal(err)
		}
	}
}
