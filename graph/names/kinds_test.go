package names_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph/names"
)

// TestWaysOfWriting holds what is one name in two ways of writing it: legal forms, scripts without spaces, articles, letters of
// another alphabet, signs, and names of signs alone.
func TestWaysOfWriting(t *testing.T) {
	x := memory(t, []names.Entry{
		{ID: "osprey", Names: []string{"Osprey Holdings PLC"}},
		{ID: "kestrel", Names: []string{"Kestrel Robotics Limited"}},
		{ID: "harrier", Names: []string{"Harrier Works Community Interest Company"}},
		{ID: "company", Names: []string{"Company Pictures"}},
		{ID: "tokyo", Names: []string{"東雲工科大学"}},
		{ID: "hall", Names: []string{"한빛산업진흥원"}},
		{ID: "nahr", Names: []string{"مؤسسة النهر"}},
		{ID: "rassvet", Names: []string{"Рассвет Инвест"}},
		{ID: "kyiv", Names: []string{"Київський Завод"}},
		{ID: "thalassa", Names: []string{"Θάλασσα Ενέργεια"}},
		{ID: "hephaistos", Names: []string{"Ἥφαιστος Βιομηχανία"}},
		{ID: "cpp", Names: []string{"C++ Users Circle"}, Weight: 9},
		{ID: "csharp", Names: []string{"C# Users Circle"}},
		{ID: "canal", Names: []string{"Canal+"}},
		{ID: "gull", Names: []string{"🐦 Gull"}},
		{ID: "bang", Names: []string{"!!!"}},
		{ID: "dash", Names: []string{"—"}},
	})
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"Osprey Holdings Public Limited Company", []string{"osprey"}},
		{"Osprey Holdings p.l.c.", []string{"osprey"}},
		{"Kestrel Robotics Ltd", []string{"kestrel"}},
		{"Kestrel Robotics Limited", []string{"kestrel"}},
		{"limited", []string{"kestrel"}},
		{"Harrier Works CIC", []string{"harrier"}},
		{"community interest", []string{"harrier"}},
		{"company pictures", []string{"company"}},
		{"工科大学", []string{"tokyo"}},
		{"大学", []string{"tokyo"}},
		{"工科", []string{"tokyo"}},
		{"산업진흥원", []string{"hall"}},
		{"نهر", []string{"nahr"}},
		{"مؤسسة نهر", []string{"nahr"}},
		{"Rassvet Invest", []string{"rassvet"}},
		{"rassv", []string{"rassvet"}},
		{"Kiivskii Zavod", []string{"kyiv"}},
		{"Thalassa Energeia", []string{"thalassa"}},
		{"Hephaistos", []string{"hephaistos"}},
		{"Ifaistos Viomichania", []string{"hephaistos"}},
		{"C#", []string{"csharp"}},
		{"C++", []string{"cpp"}},
		{"C", []string{"cpp", "csharp"}},
		{"canal", []string{"canal"}},
		{"🐦", []string{"gull"}},
		{"gull", []string{"gull"}},
		{"!!!", []string{"bang"}},
		{"-", []string{"dash"}},
		{"?", []string{}},
	} {
		got := ids(t, x, names.Query{Text: c.query, First: 20})
		if len(got) > len(c.want) && len(c.want) > 0 { // others that are like it may come behind
			got = got[:len(c.want)]
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("search %q (-want +got):\n%s", c.query, diff)
		}
	}
	for name, id := range map[string]string{
		"osprey holdings Public Limited Company": "osprey", "Kestrel Robotics, Ltd.": "kestrel", "HARRIER WORKS C.I.C.": "harrier", "Company Pictures": "company",
		"!!!": "bang", "C# users circle": "csharp",
	} {
		got, err := x.Named(t.Context(), name)
		if diff := cmp.Diff([]string{id}, got); err != nil || diff != "" {
			t.Errorf("named %q (-want +got):\n%s%v", name, diff, err)
		}
	}
	if got, _ := x.Named(t.Context(), "Co Pictures"); len(got) > 0 {
		t.Errorf("a word that begins a name is taken for a legal form: %q", got)
	}
}
