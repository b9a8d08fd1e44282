package rdf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/loader/rdf"
)

// readBlocks is what Blocks yields, quads and mistakes each in their order, as text.
func readBlocks(r io.Reader, o rdf.Options) (quads []quad.Quad, lines []int, errs []string) {
	for b, err := range rdf.Blocks(context.Background(), r, o) {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		for i := range b.Quads {
			quads = append(quads, b.Quad(i))
		}
		lines = append(lines, b.Lines...)
	}
	return quads, lines, errs
}

// readLines is what a Reader yields.
func readLines(r io.Reader, o rdf.Options) (quads []quad.Quad, lines []int, errs []string) {
	in := rdf.NewReader(r, o)
	for q, err := range in.All() {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		quads, lines = append(quads, q), append(lines, in.Line())
	}
	return quads, lines, errs
}

// TestBlocks reads texts both ways: the quads, their lines and every mistake are the same.
func TestBlocks(t *testing.T) {
	lines, length := 4_000, 3<<20 // three blocks, and a line as long
	if testing.Short() {
		lines, length = 1_400, 64<<10 // one block and a part: the race detector makes each line dear
	}
	claims := string(claimLines(lines))
	long := `<http://a/b> <http://a/b> "` + strings.Repeat("x", length) + `" .`
	broken := errors.New("broken")
	for name, text := range map[string]string{
		"empty":                 "",
		"no end":                "<http://a/b> <http://a/b> <http://a/b> .",
		"blocks":                claims,
		"blocks without an end": claims + "<http://a/b> <http://a/b> <http://a/b> .",
		"CR alone":              strings.ReplaceAll(claims, "\n", "\r"),
		"CR LF":                 strings.ReplaceAll(claims, "\n", "\r\n"),
		"a mistake in each":     strings.ReplaceAll(claims, "claim/00", "claim/ 0"),
		"mistakes at the ends":  "x\n" + claims + claims + "y\n" + claims + "z",
		"a line over a block":   claims + long + "\n" + claims,
		"only a long line":      long,
		"UTF-16":                "\xff\xfe<\x00\n" + claims,
		"byte order mark":       "\xef\xbb\xbf" + claims,
		"no UTF-8":              claims + "\xff\n" + claims,
		"comments":              "# one\n\n" + claims + "# last\n\n",
	} {
		for _, o := range []rdf.Options{{Name: "a.nq"}, {Triples: true}, {MaxLine: 2 << 20}, {MaxLine: 100}} {
			for _, in := range []func() io.Reader{
				func() io.Reader { return strings.NewReader(text) },
				func() io.Reader { return io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)) },
				func() io.Reader {
					return io.MultiReader(strings.NewReader(text), iotest.ErrReader(io.ErrUnexpectedEOF))
				},
			} {
				quads, lines, errs := readLines(in(), o)
				gotQuads, gotLines, gotErrs := readBlocks(in(), o)
				if diff := cmp.Diff(errs, gotErrs); diff != "" {
					t.Fatalf("%s, %+v: mistakes (-lines +blocks):\n%.2000s", name, o, diff)
				}
				if diff := cmp.Diff(lines, gotLines); diff != "" {
					t.Fatalf("%s, %+v: lines (-lines +blocks):\n%.2000s", name, o, diff)
				}
				if len(quads) != len(gotQuads) {
					t.Fatalf("%s, %+v: %d quads, want %d", name, o, len(gotQuads), len(quads))
				}
				for i := range quads {
					if quads[i] != gotQuads[i] {
						t.Fatalf("%s, %+v: line %d: %v, want %v", name, o, lines[i], gotQuads[i], quads[i])
					}
				}
			}
		}
	}
}

// TestBlocksEnd leaves a loop early and cancels: nothing is left running, and nothing passes for the whole.
func TestBlocksEnd(t *testing.T) {
	text := claimLines(20_000)
	for range rdf.Blocks(context.Background(), bytes.NewReader(text), rdf.Options{}) {
		break
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last error
	for _, err := range rdf.Blocks(ctx, bytes.NewReader(text), rdf.Options{}) {
		cancel()
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("cancelled: %v", last)
	}
}

// FuzzBlocks reads whatever comes both ways.
func FuzzBlocks(f *testing.F) {
	f.Add([]byte("<http://a/b> <http://a/b> \"c\\n\"@en _:d .\r\n# x\r<a"), 40)
	f.Fuzz(func(t *testing.T, text []byte, limit int) {
		o := rdf.Options{MaxLine: 1 + max(0, limit)%1000}
		quads, lines, errs := readLines(bytes.NewReader(text), o)
		gotQuads, gotLines, gotErrs := readBlocks(bytes.NewReader(text), o)
		want, got := fmt.Sprintf("%v %v %q", quads, lines, errs), fmt.Sprintf("%v %v %q", gotQuads, gotLines, gotErrs)
		if want != got {
			t.Fatalf("%q\nlines:  %s\nblocks: %s", text, want, got)
		}
	})
}

func BenchmarkBlocks(b *testing.B) {
	text := claimLines(100_000)
	b.SetBytes(int64(len(text)))
	n := 0
	for b.Loop() {
		for block, err := range rdf.Blocks(context.Background(), bytes.NewReader(text), rdf.Options{}) {
			if err != nil {
				b.Fatal(err)
			}
			n += len(block.Quads)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "quads/s")
}
