package bench

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEmbedded asks the questions of a small register: SQLite and DuckDB give the answers that the graph gives, and every bar
// has its line.
func TestEmbedded(t *testing.T) {
	if _, err := os.Stat(filepath.Join("rivals", "node_modules", "better-sqlite3", "build")); err != nil {
		t.Skip("the rivals are not installed: make bench-rivals installs them, by their lock file")
	}
	var out strings.Builder
	if err := embedded(t.Context(), &out, 40_000, "rivals", 0.02); err != nil {
		t.Fatalf("%v after:\n%s", err, out.String())
	}
	for _, bar := range []string{
		"page_over_sqlite_p50", "largest_over_duckdb_p50", "years_over_duckdb_cpu", "country_over_duckdb_cpu", "best_over_duckdb_cpu",
		"tree_over_duckdb_p50", "commit_over_sqlite", "commit_p99", "commits_beside_a_reader", "page_p99_beside_commits",
	} {
		if strings.Count(out.String(), "BAR rivals."+bar+" value=") != 1 {
			t.Errorf("no bar %s in:\n%s", bar, out.String())
		}
	}
}

// TestTablesOfTheRegister holds what the rivals load to what the register says.
func TestTablesOfTheRegister(t *testing.T) {
	folder := t.TempDir()
	cited := citedOf(20_000)
	if err := writeTables(folder, cited); err != nil {
		t.Fatal(err)
	}
	counts := cited.Counts()
	entities := counts.Organisations + counts.People + counts.Programmes + counts.Funders + counts.Regions + counts.Districts + 2
	for table, want := range map[string]struct{ rows, cells int }{"entity": {entities, 4}, "award": {counts.Awards, 9}} {
		text, err := os.ReadFile(filepath.Join(folder, table+".tsv"))
		if err != nil {
			t.Fatal(err)
		}
		rows := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
		if len(rows) != want.rows {
			t.Errorf("%s: %d rows, want %d", table, len(rows), want.rows)
		}
		for _, row := range rows {
			if n := strings.Count(row, "\t") + 1; n != want.cells {
				t.Fatalf("%s: %d cells in %q, want %d", table, n, row, want.cells)
			}
		}
	}
}
