package rdf_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/loader/rdf"
	"whence/testenv"
)

const suiteFile = "data/w3c_rdf_tests_nq_nt_ttl_trig.tar.gz"

// TestW3C runs every N-Quads and N-Triples file of the W3C's RDF 1.1 tests: the
// 157 that the two manifests list, and the four that stand beside them unlisted.
func TestW3C(t *testing.T) {
	files := suite(t)
	accept := map[string]bool{}
	for _, dir := range []string{"rdf/rdf11/rdf-n-quads", "rdf/rdf11/rdf-n-triples"} {
		maps.Copy(accept, manifest(t, dir, files[dir+"/manifest.ttl"]))
	}
	if len(accept) != 157 {
		t.Errorf("the manifests list %d tests, want 157", len(accept))
	}
	for _, name := range []string{"literal_true", "literal_false"} {
		accept["rdf/rdf11/rdf-n-quads/"+name+".nq"] = true
		accept["rdf/rdf11/rdf-n-triples/"+name+".nt"] = true
	}
	var ran []string
	var refusals strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		dir, file := path.Split(name)
		if dir != "rdf/rdf11/rdf-n-quads/" && dir != "rdf/rdf11/rdf-n-triples/" || !isRDF(file) {
			continue
		}
		ran = append(ran, name)
		t.Run(path.Base(dir)+"/"+file, func(t *testing.T) {
			quads, errs := readAll(files[name], rdf.Options{Name: file, Triples: path.Ext(file) == ".nt"})
			if got := len(errs) == 0; got != accept[name] {
				t.Errorf("accepted: %v, want %v; errors: %v", got, accept[name], errs)
			}
			checkRoundTrip(t, quads)
			for _, err := range errs {
				fmt.Fprintln(&refusals, err)
			}
		})
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(accept)), ran); diff != "" {
		t.Errorf("tests ran, -want +got:\n%s", diff)
	}
	if len(ran) != 161 {
		t.Errorf("ran %d tests, want 161", len(ran))
	}
	golden(t, "testdata/w3c-refusals.txt", refusals.String())
}

// TestCanonical runs the W3C's RDF 1.2 tests of canonical form, less those on
// what RDF 1.1 lacks and on the case of language tags, which we keep.
func TestCanonical(t *testing.T) {
	ours := regexp.MustCompile(`^rdf/rdf12/rdf-n-(quads|triples)/c14n/[^/]*\.n[qt]$`)
	not := regexp.MustCompile(`/(triple-term|dirlangtagged|langtagged_string)`)
	files := suite(t)
	ran := 0
	for name, text := range files {
		if !ours.MatchString(name) || not.MatchString(name) || strings.Contains(name, "-c14n.n") {
			continue
		}
		ran++
		t.Run(path.Base(name), func(t *testing.T) {
			quads, errs := readAll(text, rdf.Options{Name: name, Triples: path.Ext(name) == ".nt"})
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			ext := path.Ext(name)
			result := strings.TrimSuffix(name, ext)
			result = strings.Replace(result, "uchar_escaping-02", "uchar_escaping-01", 1) + "-c14n" + ext
			if diff := cmp.Diff(string(files[result]), string(write(quads))); diff != "" {
				t.Errorf("canonical form, -want +got:\n%s", diff)
			}
		})
	}
	if ran != 70 {
		t.Errorf("ran %d tests, want 70", ran)
	}
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

// manifest returns the tests that a manifest lists, by the path of their file,
// and whether each is to be accepted.
func manifest(t *testing.T, dir string, text []byte) map[string]bool {
	t.Helper()
	entry := regexp.MustCompile(`(?s)rdft:TestN(?:Quads|Triples)(Positive|Negative)Syntax\b.*?mf:action\s+<([^>]+)>`)
	tests := map[string]bool{}
	for _, m := range entry.FindAllSubmatch(text, -1) {
		tests[path.Join(dir, string(m[2]))] = bytes.Equal(m[1], []byte("Positive"))
	}
	return tests
}

func isRDF(file string) bool { return path.Ext(file) == ".nq" || path.Ext(file) == ".nt" }

// golden compares with a file, which UPDATE=1 writes.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s, -want +got:\n%s", file, diff)
	}
}
