package direct

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
)

// TestString checks strings against gqlgen, which writes the same unless they are not UTF-8.
func TestString(t *testing.T) {
	texts := []string{"", "a", "plain and longer than eight", "ü", "日本\u2028", `"`, `\`, "\x00\x1f\t\r\n", "\x7f", "<&>'"}
	for _, n := range []int{1, 3, 4, 7, 8, 17} {
		for at := range n {
			for c := range 256 {
				b := []byte("abcdefghijklmnopq"[:n])
				b[at] = byte(c)
				texts = append(texts, string(b))
			}
		}
	}
	for _, text := range texts {
		var w Writer
		w.String(text)
		var want bytes.Buffer
		graphql.MarshalString(strings.ToValidUTF8(text, "\ufffd")).MarshalGQL(&want)
		if string(w.buf) != want.String() {
			t.Errorf("String(%q) wrote %s, want %s", text, w.buf, want.String())
		}
	}
}

// TestFloat checks that floats read as encoding/json writes them, which is as ECMAScript does.
func TestFloat(t *testing.T) {
	for _, v := range []float64{0, math.Copysign(0, -1), 1, -1.5, 1e6, 123456789, 1e20, 1e21, 1e-6, 1e-7, -2.5e-9, 1e100, math.MaxFloat64, math.SmallestNonzeroFloat64} {
		var w Writer
		w.Float(v)
		want, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if string(w.buf) != string(want) {
			t.Errorf("Float(%g) wrote %s, want %s", v, w.buf, want)
		}
	}
}
