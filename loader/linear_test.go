package loader

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// allocated is how many bytes reading a claims file allocates: a measure of work that no clock of a busy machine upsets.
func allocated(t *testing.T, content string) (bytes float64, mistakes Mistakes) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f := readClaims("f.yaml", []byte(content), nil)
	runtime.ReadMemStats(&after)
	return float64(after.TotalAlloc - before.TotalAlloc), f.mistakes
}

// Whatever is wrong with a file, finding it out takes time and memory in proportion to the file, or stops.
func TestMistakesAreFoundInLinearTime(t *testing.T) {
	repeat := func(n int, item string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, item, i)
		}
		return b.String()
	}
	for name, file := range map[string]func(n int) string{
		"an entry of many keys": func(n int) string { return "id: x\nentities:\n  - id: place/a\n" + repeat(n, "    key%d: 1\n") },
		"an entry of one key":   func(n int) string { return "id: x\nentities:\n  - id: place/a\n" + strings.Repeat("    name: A\n", n) },
		"a mapping in brackets": func(n int) string { return "id: x\nentities:\n  - {id: place/a" + repeat(n, ", key%d: 1") + "}\n" },
		"a list in brackets":    func(n int) string { return "id: x\nentities: [" + repeat(n, "%d,") + "]\n" },
		"many top-level keys":   func(n int) string { return "id: x\n" + repeat(n, "key%d: 1\n") },
		"many unknown keys": func(n int) string {
			return "id: x\nclaims:\n" + repeat(n, "  - {about: place/a, property: aim, value: a, key: k%d, includedIn: none, cite: {locator: x}}\n")
		},
		"many documents": func(n int) string { return "id: x\ndocuments:\n" + repeat(n, "  - {id: document/d%d, title: D}\n") },
		"many citations of one claim": func(n int) string {
			return "id: x\ndocuments:\n  - {id: document/d, title: D}\nclaims:\n  - {about: document/d, property: aim, value: a, cite: [" + repeat(n, "{locator: p%d},") + "]}\n"
		},
		"many aliases": func(n int) string {
			return "id: x\nentities:\n  - {id: place/a, name: A, aliases: [" + repeat(n, "\"\u200b%d\",") + "]}\n"
		},
	} {
		t.Run(name, func(t *testing.T) {
			few, _ := allocated(t, file(2000))
			many, mistakes := allocated(t, file(16000))
			if many > 16*few {
				t.Errorf("eight times the file took %.1f times the memory (%.0f MB)", many/few, many/1e6)
			}
			if len(mistakes) > MaxMistakes {
				t.Errorf("%d mistakes are kept", len(mistakes))
			}
		})
	}
}
