package command

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/erasure"
	"whence/graph/write"
)

type eraseCommand struct {
	Store  string   `env:"WHENCE_STORE" placeholder:"DIR" help:"Folder of the store. No process may have it open. Default: whence in the user's data folder."`
	IDs    []string `arg:"" name:"id" help:"What to erase: ids of entities, documents and claims, such as person/jane-doe."`
	Reason string   `required:"" help:"Why. It stays in the log: name a file number, not whom it is about."`
	DryRun bool     `help:"Say what would go, and change nothing."`
	Yes    bool     `help:"Do not ask first."`
}

// Run takes things out of a store for good, after it has said what goes.
func (c *eraseCommand) Run(s *system) error {
	if isDatabase(c.Store) {
		return errors.New("what a database holds is erased in a folder: whence migrate --from URL --to DIR, whence erase --store DIR, and whence migrate back into a new schema (with --resident=false where it was answered from rows); then drop the old one")
	}
	folder, err := storeFlags{Store: c.Store}.folder()
	if err != nil {
		return err
	}
	if folder == "" || !graph.Exists(folder) {
		return fmt.Errorf("there is no store in %q: name one with --store", folder)
	}
	request := erasure.Request{Agent: write.LocalAgent, Reason: c.Reason, DryRun: true}
	for _, id := range c.IDs {
		request.IDs = append(request.IDs, claim.ID(id))
	}
	report, err := erasure.Erase(s.ctx, folder, request)
	if err != nil {
		return locked(err)
	}
	describeErasure(s.stdout, report)
	if c.DryRun {
		fmt.Fprintln(s.stdout, "dry run: nothing was changed")
		return nil
	}
	if !c.Yes && !confirmed(s) {
		return errors.New("nothing was erased: type erase, or give --yes")
	}
	request.DryRun = false
	if report, err = erasure.Erase(s.ctx, folder, request); err != nil {
		return locked(err)
	}
	fmt.Fprintf(s.stdout, "erased: commit %d\nBackups, exports, indexes of other programs and the source's own files hold it still; a load of the same file brings it back.\n", report.Commit)
	return nil
}

// confirmed asks whether to go on.
func confirmed(s *system) bool {
	fmt.Fprint(s.stdout, "It can't be undone. Type erase to go on: ")
	answer, _ := bufio.NewReader(io.LimitReader(s.stdin, 1<<10)).ReadString('\n')
	return strings.TrimSpace(answer) == "erase"
}

// describeErasure says what goes, and what still names it.
func describeErasure(w io.Writer, r *erasure.Report) {
	for _, id := range r.Erased {
		fmt.Fprintln(w, id)
	}
	var counts []string
	for _, sort := range slices.Sorted(maps.Keys(r.Count)) {
		counts = append(counts, counted(r.Count[sort], sort, sort+"s"))
	}
	fmt.Fprintf(w, "to go: %s, in %s; %s; %s in %s; %s\n", strings.Join(counts, ", "), counted(r.Quads, "quad", "quads"), counted(r.Texts, "text", "texts"),
		counted(r.Edits, "edit", "edits"), counted(r.Commits, "commit", "commits"), counted(r.Asked, "proposal", "proposals"))
	left := r.Remains
	if left.ValuesAll > 0 {
		fmt.Fprintf(w, "look at: %s of other things with a name of it: %s\n", counted(left.ValuesAll, "value", "values"), some(claim.Strings(left.Values), left.ValuesAll))
	}
	if left.TextsAll > 0 {
		fmt.Fprintf(w, "look at: %s with a name of it: %s\n", counted(left.TextsAll, "text", "texts"), some(claim.Strings(left.Documents), left.TextsAll))
	}
	if len(left.Reasons) > 0 {
		fmt.Fprintf(w, "stays: reasons that name it, of commits %s: they are part of the chain\n", strings.Trim(fmt.Sprint(left.Reasons), "[]"))
	}
	if len(left.Files) > 0 {
		fmt.Fprintf(w, "stays: texts in the folder of texts, which are yours to remove: %s\n", strings.Join(left.Files, ", "))
	}
}

// some is a list, and how many more there are.
func some(list []string, all int) string {
	text := strings.Join(list, ", ")
	if all > len(list) {
		text += fmt.Sprintf(" and %d more", all-len(list))
	}
	return text
}
