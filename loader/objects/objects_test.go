package objects_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/loader/objects"
)

func TestRead(t *testing.T) {
	type object struct {
		Hint string
		Line int
		Raw  string
	}
	for _, test := range []struct {
		name, text, key string
		want            []object
		err             string
	}{
		{"an array", "[\n {\"a\":1},\n {\"a\":2}]", "", []object{{"/0", 2, `{"a":1}`}, {"/1", 3, `{"a":2}`}}, ""},
		{"an array under a key", "{\"v\": {\"x\": []},\n\"grants\": [\n{\"a\":1}\n], \"z\": 3}", "grants", []object{{"/grants/0", 3, `{"a":1}`}}, ""},
		{"lines", "{\"a\":1}\n{\"a\":2}\n", "", []object{{"line 1", 1, `{"a":1}`}, {"line 2", 2, `{"a":2}`}}, ""},
		{"empty", "[]", "", nil, ""},
		{"cut short", "[\n{\"a\":1},\n{\"a\"", "", []object{{"/0", 2, `{"a":1}`}}, "f:3: the file is cut short: an object or an array is not closed"},
		{"broken", "[\n{\"a\":1},\n{\"a\" 2}]", "", []object{{"/0", 2, `{"a":1}`}}, "f:3: invalid character '2' after object key"},
		{"no array", `{"grants": 7}`, "grants", nil, `f:1: found 7 where an array is wanted`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []object
			failed := ""
			for o, err := range objects.Read("f", strings.NewReader(test.text), test.key) {
				if err != nil {
					failed = err.Error()
					continue
				}
				got = append(got, object{o.Hint, o.Line, string(o.Raw)})
			}
			if diff := cmp.Diff(test.want, got); diff != "" || failed != test.err {
				t.Errorf("error %q, want %q; -want +got:\n%s", failed, test.err, diff)
			}
		})
	}
}

func TestFlatten(t *testing.T) {
	got, err := objects.Flatten([]byte(`{"a": [{"b": "x"}, {"b": 1.50}], "c/d": true, "e": null, "f": {}}`))
	want := []objects.Field{{Path: "a/0/b", Value: "x"}, {Path: "a/1/b", Value: "1.50"}, {Path: "c~1d", Value: "true"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if _, err := objects.Flatten([]byte(strings.Repeat(`{"a":`, 80) + "1" + strings.Repeat("}", 80))); err == nil {
		t.Error("eighty objects within one another were read")
	}
}
