package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"whence/graph/claim"
	"whence/match"
)

// mention is one body as one source gives it, with what it really is.
type mention struct {
	match.Body
	is   string // mentions of one thing have the same
	held bool   // kept back from training
}

// chance is a number from 0 to 99 by a text: the same in each run.
func chance(text string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(text)) // never fails
	return int(h.Sum32()>>8) % 100
}

// Shares, in percent, of what is kept back from training, and of mentions whose place is not told.
const (
	heldBack  = 30
	placeless = 30
)

// english are countries whose bodies have English names.
var english = map[string]bool{"GB": true, "IE": true, "US": true, "CA": true, "AU": true, "NZ": true}

// research is the organisations of ROR under each of their names.
func research(folder string) ([]mention, error) {
	file, err := os.Open(filepath.Join(folder, "ror/ror_v2_subset_world.json.gz"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	in, err := gzip.NewReader(bufio.NewReader(file))
	if err != nil {
		return nil, err
	}
	var all []struct {
		ID     string
		Status string
		Names  []struct {
			Value, Lang string
			Types       []string
		}
		Locations []struct {
			Details struct {
				Name string `json:"name"`
				Code string `json:"country_code"`
			} `json:"geonames_details"`
		}
	}
	if err := json.NewDecoder(in).Decode(&all); err != nil {
		return nil, err
	}
	var out []mention
	for _, o := range all {
		if o.Status != "active" || len(o.Locations) == 0 || !english[o.Locations[0].Details.Code] {
			continue
		}
		for _, n := range o.Names {
			if slices.Contains(n.Types, "acronym") || n.Lang != "en" && n.Lang != "" {
				continue
			}
			m := mention{Body: match.Body{Names: []string{n.Value}}, is: o.ID, held: chance(o.ID) < heldBack}
			if chance(o.ID+n.Value) >= placeless {
				m.Places = []string{o.Locations[0].Details.Name}
			}
			out = append(out, m)
		}
	}
	return out, nil
}

// grantees is the recipients of grants, each under the names that its funder has given it; those that pairs speak of are left out.
func grantees(folder string, without map[string]bool) ([]mention, error) {
	text, err := os.ReadFile(filepath.Join(folder, "360giving/ab_charitable_trust.json"))
	if err != nil {
		return nil, err
	}
	var file struct {
		Grants []struct {
			To []struct{ ID, Name, PostalCode string } `json:"recipientOrganization"`
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	met := map[string]bool{}
	var out []mention
	for _, g := range file.Grants {
		for _, o := range g.To {
			if met[o.ID+o.Name] || without[o.ID] || o.ID == "" {
				continue
			}
			met[o.ID+o.Name] = true
			m := mention{Body: match.Body{Names: []string{o.Name}}, is: o.ID, held: chance(o.ID) < heldBack}
			if chance(o.ID+o.Name) >= placeless {
				m.Postcodes = []string{o.PostalCode}
			}
			out = append(out, m)
		}
	}
	return out, nil
}

// labelled is a pair that somebody has looked at.
type labelled struct {
	left, right match.Body
	same        bool
	ids, sets   [2]string
	basis       string
}

// pairs reads the labelled pairs.
func pairs(folder string) ([]labelled, error) {
	text, err := os.ReadFile(filepath.Join(folder, "pairs.tsv"))
	if err != nil {
		return nil, err
	}
	var out []labelled
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		f := strings.Split(line, "\t")
		const columns = 10
		if i == 0 || len(f) < columns {
			continue
		}
		out = append(out, labelled{body(f[3], f[4]), body(f[7], f[8]), f[0] == "same", [2]string{f[2], f[6]}, [2]string{f[1], f[5]}, f[9]})
	}
	return out, nil
}

// body is a body by its name and its postcodes or towns.
func body(name, where string) match.Body {
	b := match.Body{Names: []string{name}}
	for w := range strings.SplitSeq(where, ",") {
		switch {
		case w == "":
		case strings.ToUpper(w) == w && strings.ContainsAny(w, "0123456789"):
			b.Postcodes = append(b.Postcodes, w)
		default:
			b.Places = append(b.Places, w)
		}
	}
	return b
}

// identifier is the identifier that a pair's id is.
func identifier(set, id string) []claim.Identifier {
	if strings.HasPrefix(set, "ror") {
		return []claim.Identifier{{Scheme: "ROR", Value: id}}
	}
	const parts = 3
	f := strings.SplitN(id, "-", parts)
	if len(f) < parts || strings.HasPrefix(id, "name:") {
		return nil
	}
	return []claim.Identifier{{Scheme: f[0] + "-" + f[1], Value: f[2]}}
}
