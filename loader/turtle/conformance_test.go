package turtle_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"github.com/piprate/json-gold/ld"

	"whence/loader/rdf"
	"whence/loader/turtle"
)

const suiteFile = "../../../shared/data/w3c_rdf_tests_nq_nt_ttl_trig.tar.gz"

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
				if diff := cmp.Diff(canonical(t, string(files[syntax.folder+"/"+test.result])), canonical(t, write(got))); diff != "" {
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

// canonical is N-Quads with its blank nodes named by their part in the graph: URDNA2015.
func canonical(t *testing.T, text string) string {
	t.Helper()
	o := ld.NewJsonLdOptions("")
	o.InputFormat, o.Format, o.Algorithm = "application/n-quads", "application/n-quads", "URDNA2015"
	out, err := ld.NewJsonLdProcessor().Normalize(text, o)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return out.(string)
}

// suite reads the W3C's tests, by path, out of the archive.
func suite(t *testing.T) map[string][]byte {
	t.Helper()
	f, err := os.Open(suiteFile)
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") != "true" {
		t.Skipf("the W3C's tests are not here: %s", suiteFile)
	} else if err != nil {
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
