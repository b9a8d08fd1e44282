package export

import (
	"bufio"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/datasets"
)

// node is what stands at an end of an edge: an entity, or the value of a measure or an attribute.
type node struct{ id, name, kind string }

// eachNode hands on every node of the claims once. It remembers the ids of entities.
func eachNode(ctx context.Context, v *graph.View, s Selected, use func(node) error) error {
	return eachEntity(ctx, v, s, func(found []*claim.Entity) error {
		for _, e := range found {
			if err := use(node{string(e.ID), e.Name, string(e.Kind)}); err != nil {
				return err
			}
		}
		return nil
	}, func(c claim.Claim) error { return useValue(c, use) })
}

// eachEntity hands on every entity of the claims once, those that some claims bring together, and then these claims.
func eachEntity(ctx context.Context, v *graph.View, s Selected, use func([]*claim.Entity) error, also func(claim.Claim) error) error {
	met := map[claim.ID]bool{}
	for batch, err := range batches(ctx, v, s) {
		if err != nil {
			return err
		}
		found, err := entitiesOf(ctx, v, batch)
		if err != nil {
			return err
		}
		found = slices.DeleteFunc(found, func(e *claim.Entity) bool { return met[e.ID] })
		for _, e := range found {
			met[e.ID] = true
		}
		if err := use(found); err != nil {
			return err
		}
		for _, c := range batch {
			if err := also(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// useValue hands on the value of a measure or an attribute as a node.
func useValue(c claim.Claim, use func(node) error) error {
	switch c := c.(type) {
	case *claim.Measure:
		return use(node{string(c.ID), c.Value.String(), "MEASURE"})
	case *claim.Attribute:
		return use(node{string(c.ID), c.Value, "ATTRIBUTE"})
	}
	return nil
}

// document is XML that is being written; the first error stays.
type document struct {
	*bufio.Writer
	err error
}

func (d *document) write(format string, values ...any) {
	if d.err != nil {
		return
	}
	for i, v := range values {
		if text, ok := v.(string); ok {
			var b strings.Builder
			if d.err = xml.EscapeText(&b, []byte(text)); d.err != nil {
				return
			}
			values[i] = b.String()
		}
	}
	_, d.err = fmt.Fprintf(d, format, values...)
}

// finish is the first error, or that of what is still to be written.
func (d *document) finish(err error) error {
	if err != nil {
		return err
	}
	if d.err != nil {
		return d.err
	}
	return d.Flush()
}

// writeGraphML writes nodes and then edges, each column an attribute (http://graphml.graphdrawing.org).
func writeGraphML(ctx context.Context, v *graph.View, w io.Writer, s Selected) error {
	d := &document{Writer: bufio.NewWriter(w)}
	d.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")
	d.write("<key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n<key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n")
	for _, column := range columns {
		d.write("<key id=\"e_%s\" for=\"edge\" attr.name=\"%s\" attr.type=\"string\"/>\n", column, column)
	}
	d.write("<graph edgedefault=\"directed\">\n")
	err := eachNode(ctx, v, s, func(n node) error {
		d.write("<node id=\"%s\"><data key=\"name\">%s</data><data key=\"kind\">%s</data></node>\n", n.id, n.name, n.kind)
		return d.err
	})
	if err != nil {
		return err
	}
	err = eachRow(ctx, v, s, func(r row) error {
		d.write("<edge id=\"%s\" source=\"%s\" target=\"%s\">", r["claim_id"], r["subject_id"], endOf(r))
		for _, column := range columns {
			if r[column] != "" {
				d.write("<data key=\"e_%s\">%s</data>", column, r[column])
			}
		}
		d.write("</edge>\n")
		return d.err
	}, nil)
	d.write("</graph>\n</graphml>\n")
	return d.finish(err)
}

// writeGEXF writes nodes and then edges with the times at which they hold (https://gexf.net, 1.3).
func writeGEXF(ctx context.Context, v *graph.View, w io.Writer, s Selected) error {
	d := &document{Writer: bufio.NewWriter(w)}
	d.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n<graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\">\n")
	d.write("<attributes class=\"node\"><attribute id=\"kind\" title=\"kind\" type=\"string\"/></attributes>\n<attributes class=\"edge\">")
	for _, column := range columns {
		d.write("<attribute id=\"%s\" title=\"%s\" type=\"string\"/>", column, column)
	}
	d.write("</attributes>\n<nodes>\n")
	err := eachNode(ctx, v, s, func(n node) error {
		d.write("<node id=\"%s\" label=\"%s\"><attvalues><attvalue for=\"kind\" value=\"%s\"/></attvalues></node>\n", n.id, n.name, n.kind)
		return d.err
	})
	if err != nil {
		return err
	}
	d.write("</nodes>\n<edges>\n")
	err = eachRow(ctx, v, s, func(r row) error {
		d.write("<edge id=\"%s\" source=\"%s\" target=\"%s\" label=\"%s\"", r["claim_id"], r["subject_id"], endOf(r), r["relationship"])
		for _, end := range [][2]string{{"start", "holds_earliest"}, {"end", "holds_latest"}} {
			if r[end[1]] != "" {
				d.write(" %s=\"%s\"", end[0], r[end[1]])
			}
		}
		d.write("><attvalues>")
		for _, column := range columns {
			if r[column] != "" {
				d.write("<attvalue for=\"%s\" value=\"%s\"/>", column, r[column])
			}
		}
		d.write("</attvalues></edge>\n")
		return d.err
	}, nil)
	d.write("</edges>\n</graph>\n</gexf>\n")
	return d.finish(err)
}

// ftmSchemata are FollowTheMoney's schemata for kinds of entity; others it has none for.
var ftmSchemata = map[string]string{"PERSON": "Person", "ORGANISATION": "Organization"}

// ftmTies are its schemata for kinds of relationship, with the properties of their two ends.
var ftmTies = map[string][3]string{
	"FUNDS": {"Payment", "payer", "beneficiary"}, "OWNS": {"Ownership", "owner", "asset"}, "LEADS": {"Directorship", "director", "organization"},
	"MEMBER_OF": {"Membership", "member", "organization"}, "EMPLOYED_BY": {"Employment", "employee", "employer"}, "FAMILY_OF": {"Family", "person", "relative"},
}

// ftmEntity is a line.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`

	// Beside what the format has: its own readers keep them as an entity's context.
	Licence     []string `json:"licence,omitempty"`
	Attribution []string `json:"attribution,omitempty"`
}

// under says that an entity is under some terms, each said once: a licence and an attribution.
func (e *ftmEntity) under(terms ...[2]string) {
	for _, t := range terms {
		if t[0] != "" && !slices.Contains(e.Licence, t[0]) {
			e.Licence = append(e.Licence, t[0])
		}
		if t[1] != "" && !slices.Contains(e.Attribution, t[1]) {
			e.Attribution = append(e.Attribution, t[1])
		}
	}
}

// ftmTerms is the terms of the data sets that declare each entity.
func ftmTerms(ctx context.Context, v *graph.View, of []*claim.Entity) ([][][2]string, error) {
	ids := make([]claim.ID, len(of))
	for i, e := range of {
		ids[i] = e.ID
	}
	sets, err := datasets.OfDocuments(ctx, v, ids)
	out := make([][][2]string, len(of))
	for i, list := range sets {
		for _, d := range list {
			out[i] = append(out[i], [2]string{d.Info.Licence, d.Info.Attribution})
		}
	}
	return out, err
}

// writeFTM writes people, organisations and what ties two of them, a line each. What FollowTheMoney has no schema for is left out.
func writeFTM(ctx context.Context, v *graph.View, w io.Writer, s Selected) error {
	out := bufio.NewWriter(w)
	line := json.NewEncoder(out)
	line.SetEscapeHTML(false)
	known := map[string]bool{}
	err := eachEntity(ctx, v, s, func(found []*claim.Entity) error {
		found = slices.DeleteFunc(found, func(e *claim.Entity) bool { return ftmSchemata[string(e.Kind)] == "" })
		terms, err := ftmTerms(ctx, v, found)
		if err != nil {
			return err
		}
		for i, e := range found {
			known[string(e.ID)] = true
			out := ftmEntity{ID: string(e.ID), Schema: ftmSchemata[string(e.Kind)], Properties: map[string][]string{"name": {e.Name}}}
			out.under(terms[i]...)
			if err := line.Encode(out); err != nil {
				return err
			}
		}
		return nil
	}, func(claim.Claim) error { return nil })
	if err != nil {
		return err
	}
	for batch, err := range batches(ctx, v, s) {
		if err != nil {
			return err
		}
		var documents []claim.ID
		for _, c := range batch {
			for _, cite := range c.Base().Citations {
				documents = append(documents, cite.Document)
			}
		}
		slices.Sort(documents)
		terms, err := termsOf(ctx, v, slices.Compact(documents))
		if err != nil {
			return err
		}
		for _, c := range batch {
			r, ok := c.(*claim.Relationship)
			if !ok || ftmTies[string(r.Kind)][0] == "" || !known[string(r.Subject)] || !known[string(r.Object)] {
				continue
			}
			tie := ftmTie(r)
			for _, cite := range r.Citations {
				tie.under(terms[cite.Document])
			}
			if err := line.Encode(tie); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// ftmTie is a relationship as FollowTheMoney has it.
func ftmTie(r *claim.Relationship) ftmEntity {
	how := ftmTies[string(r.Kind)]
	e := ftmEntity{ID: string(r.ID), Schema: how[0], Properties: map[string][]string{how[1]: {string(r.Subject)}, how[2]: {string(r.Object)}}}
	set := func(property, value string) {
		if value != "" {
			e.Properties[property] = []string{value}
		}
	}
	set("role", r.Role)
	set("purpose", r.Purpose)
	if r.Amount != nil && r.Amount.Value != nil {
		set("amount", r.Amount.Value.String())
		set("currency", r.Amount.Unit)
	}
	if r.Quantity != nil && r.Quantity.Unit == "percent" && r.Quantity.Value != nil {
		set("percentage", r.Quantity.Value.String())
	}
	from, to, interval := strings.Cut(string(r.ValidTime.EDTF), "/")
	switch {
	case !interval:
		set("date", from)
	default:
		set("startDate", strings.Trim(from, "."))
		set("endDate", strings.Trim(to, "."))
	}
	return e
}
