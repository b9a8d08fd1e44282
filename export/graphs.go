package export

import (
	"bufio"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"whence/graph"
	"whence/graph/claim"
)

// node is what stands at an end of an edge: an entity, or the value of a measure or an attribute.
type node struct{ id, name, kind string }

// eachNode hands on every node of the claims once. It remembers the ids of entities.
func eachNode(ctx context.Context, v *graph.View, s Selected, use func(node) error) error {
	met := map[claim.ID]bool{}
	for batch, err := range batches(ctx, v, s) {
		if err != nil {
			return err
		}
		found, err := entitiesOf(ctx, v, batch)
		if err != nil {
			return err
		}
		for _, e := range found {
			if met[e.ID] {
				continue
			}
			met[e.ID] = true
			if err := use(node{string(e.ID), e.Name, string(e.Kind)}); err != nil {
				return err
			}
		}
		for _, c := range batch {
			if err := useValue(c, use); err != nil {
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
}

// writeFTM writes people, organisations and what ties two of them, a line each. What FollowTheMoney has no schema for is left out.
func writeFTM(ctx context.Context, v *graph.View, w io.Writer, s Selected) error {
	out := bufio.NewWriter(w)
	line := json.NewEncoder(out)
	line.SetEscapeHTML(false)
	known := map[string]bool{}
	err := eachNode(ctx, v, s, func(n node) error {
		if ftmSchemata[n.kind] == "" {
			return nil
		}
		known[n.id] = true
		return line.Encode(ftmEntity{n.id, ftmSchemata[n.kind], map[string][]string{"name": {n.name}}})
	})
	if err != nil {
		return err
	}
	for batch, err := range batches(ctx, v, s) {
		if err != nil {
			return err
		}
		for _, c := range batch {
			r, ok := c.(*claim.Relationship)
			if !ok || ftmTies[string(r.Kind)][0] == "" || !known[string(r.Subject)] || !known[string(r.Object)] {
				continue
			}
			if err := line.Encode(ftmTie(r)); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// ftmTie is a relationship as FollowTheMoney has it.
func ftmTie(r *claim.Relationship) ftmEntity {
	how := ftmTies[string(r.Kind)]
	e := ftmEntity{string(r.ID), how[0], map[string][]string{how[1]: {string(r.Subject)}, how[2]: {string(r.Object)}}}
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
