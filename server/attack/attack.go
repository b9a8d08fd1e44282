// Package attack holds the requests that were made to harm the server, what must
// become of each, and what runs them against a process. It reaches the server by
// its addresses only, so that it can be pointed at any build of it.
package attack

import (
	"bytes"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"

	"github.com/goccy/go-yaml"
)

// Attack is one entry of the corpus. Its fields are described there.
type Attack struct {
	Name      string
	Query     string
	Variables string
	Body      *string
	URL       string
	Raw       string
	Messages  []string
	Headers   map[string]string

	Status   int
	Code     string
	Close    int
	Accepted bool
	// Executed says that the code comes from a resolver, so that there is data.
	Executed bool
	Breaks   bool
	// Bytes is the longest answer, where it is not 4096, or 4 MB if Accepted.
	Bytes int
}

//go:embed corpus.yaml
var corpus []byte

// Corpus reads the corpus, its templates filled in.
func Corpus() ([]Attack, error) {
	var attacks []Attack
	if err := yaml.UnmarshalWithOptions(corpus, &attacks, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	for i := range attacks {
		if err := attacks[i].fill(); err != nil {
			return nil, fmt.Errorf("corpus: %s: %w", attacks[i].Name, err)
		}
	}
	return attacks, nil
}

// Limit is the longest answer that a has, in bytes.
func (a *Attack) Limit() int {
	switch {
	case a.Bytes > 0:
		return a.Bytes
	case a.Accepted:
		return 4 << 20
	}
	return 4 << 10
}

// Payload is the JSON of a POST, or of a WebSocket's subscribe; nil where a has
// no query.
func (a *Attack) Payload() []byte {
	if a.Query == "" {
		return nil
	}
	members := map[string]any{"query": a.Query}
	if a.Variables != "" {
		members["variables"] = json.RawMessage(a.Variables)
	}
	text, err := json.Marshal(members)
	if err != nil {
		panic(err) // the corpus is part of the package
	}
	return text
}

func (a *Attack) fill() error {
	texts := []*string{&a.Query, &a.Variables, &a.URL, &a.Raw}
	if a.Body != nil {
		texts = append(texts, a.Body)
	}
	for i := range a.Messages {
		texts = append(texts, &a.Messages[i])
	}
	for _, text := range texts {
		if err := fill(text); err != nil {
			return err
		}
	}
	for name, value := range a.Headers {
		if err := fill(&value); err != nil {
			return err
		}
		a.Headers[name] = value
	}
	return nil
}

func fill(text *string) error {
	if !strings.Contains(*text, "{{") {
		return nil
	}
	parsed, err := template.New("").Funcs(generators).Parse(*text)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, nil); err != nil {
		return err
	}
	*text = out.String()
	return nil
}

var generators = template.FuncMap{
	"repeat":   func(n int, text string) string { return strings.Repeat(text, n) },
	"count":    count,
	"doubling": doubling,
	"open": func(n int, before, inner, after string) string {
		return strings.Repeat(before, n) + inner + strings.Repeat(after, n)
	},
	"bytes": func(digits string) (string, error) {
		text, err := hex.DecodeString(digits)
		return string(text), err
	},
}

func count(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

// doubling are n fragments that each spread the next one twice, and one more.
func doubling(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "fragment F%d on Node{...F%d ...F%d} ", i, i+1, i+1)
	}
	fmt.Fprintf(&b, "fragment F%d on Node{id}", n)
	return b.String()
}
