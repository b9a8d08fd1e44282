package export

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"whence/graph"
	"whence/graph/claim"
)

// byteOrderMark tells spreadsheets that the text is UTF-8.
const byteOrderMark = "\ufeff"

// writeCSV writes a row a claim. No cell begins a formula.
func writeCSV(ctx context.Context, v *graph.View, w io.Writer, s Selected) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(columns); err != nil {
		return err
	}
	return eachRow(ctx, v, s, func(r row) error {
		cells := make([]string, len(columns))
		for i, column := range columns {
			cells[i] = safe(r[column])
		}
		return out.Write(cells)
	}, out)
}

// eachRow hands every claim's cells to use, and flushes after some.
func eachRow(ctx context.Context, v *graph.View, s Selected, use func(row) error, out *csv.Writer) error {
	for batch, err := range batches(ctx, v, s) {
		if err != nil {
			return err
		}
		list, err := rows(ctx, v, batch)
		if err != nil {
			return err
		}
		for _, r := range list {
			if err := use(r); err != nil {
				return err
			}
		}
		if out == nil {
			continue
		}
		if out.Flush(); out.Error() != nil {
			return out.Error()
		}
	}
	if out == nil {
		return nil
	}
	out.Flush()
	return out.Error()
}

// safe lets no cell begin a spreadsheet's formula: an apostrophe before it makes it a text. A plain number stays one.
func safe(cell string) string {
	first, _ := utf8.DecodeRuneInString(cell)
	if cell == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return cell
	}
	if _, err := claim.ParseDecimal(cell); err == nil {
		return cell
	}
	return "'" + cell
}

// maxInCell is what a cell of a sheet may hold, in characters.
const maxInCell = 32767

// writeXLSX writes a sheet with a row a claim; numbers are numbers. Its rows pass through a file, not through memory.
func writeXLSX(ctx context.Context, v *graph.View, w io.Writer, s Selected) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // it is written by then
	const sheet = "Claims"
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	out, err := book.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	cells := make([]any, len(columns))
	for i, column := range columns {
		cells[i] = column
	}
	if err := out.SetRow("A1", cells); err != nil {
		return err
	}
	line := 1
	err = eachRow(ctx, v, s, func(r row) error {
		line++
		for i, column := range columns {
			cells[i] = cell(column, r[column])
		}
		at, err := excelize.CoordinatesToCellName(1, line)
		if err != nil {
			return err
		}
		return out.SetRow(at, cells)
	}, nil)
	if err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	_, err = book.WriteTo(w)
	return err
}

// numbers are the columns of a sheet that are numbers.
var numbers = map[string]bool{"amount": true, "amount_max": true, "figure": true, "figure_max": true}

// cell is a value of a sheet: a number where a column has them and a float holds it whole, else a text.
func cell(column, text string) any {
	if d, err := claim.ParseDecimal(text); err == nil && numbers[column] && len(text) <= 15 {
		return d.Float64()
	}
	if text == "" {
		return nil
	}
	if runes := []rune(text); len(runes) > maxInCell {
		return string(runes[:maxInCell-1]) + "…"
	}
	return text
}

// writeNeo4j writes an archive of nodes.csv and relationships.csv as neo4j-admin import reads them. A measure or an attribute is a
// relationship to a node of its own.
func writeNeo4j(ctx context.Context, v *graph.View, w io.Writer, s Selected) error {
	archive := zip.NewWriter(w)
	file, err := archive.Create("nodes.csv")
	if err != nil {
		return err
	}
	out := csv.NewWriter(file)
	if err := out.Write([]string{"id:ID", "name", "kind", ":LABEL"}); err != nil {
		return err
	}
	err = eachNode(ctx, v, s, func(n node) error { return out.Write([]string{n.id, n.name, n.kind, n.kind}) })
	if err != nil {
		return err
	}
	if out.Flush(); out.Error() != nil {
		return out.Error()
	}
	if file, err = archive.Create("relationships.csv"); err != nil {
		return err
	}
	out = csv.NewWriter(file)
	if err := out.Write(append([]string{":START_ID", ":END_ID", ":TYPE"}, columns...)); err != nil {
		return err
	}
	err = eachRow(ctx, v, s, func(r row) error {
		cells := []string{r["subject_id"], endOf(r), kindOf(r)}
		for _, column := range columns {
			cells = append(cells, r[column])
		}
		return out.Write(cells)
	}, out)
	if err != nil {
		return err
	}
	return archive.Close()
}

// endOf is the node at the far end of a claim: its object, else one that stands for its value.
func endOf(r row) string {
	if r["object_id"] != "" {
		return r["object_id"]
	}
	return r["claim_id"]
}

// kindOf is the type of a claim's edge: the kind in capitals, or what is measured.
func kindOf(r row) string {
	if r["claim"] != "relationship" {
		return strings.ToUpper(r["claim"])
	}
	return strings.ToUpper(strings.ReplaceAll(r["relationship"], " ", "_"))
}
