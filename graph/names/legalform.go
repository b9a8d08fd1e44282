package names

import "strings"

// legalForms are the legal forms of organisations as registers and letterheads write them out, with the short form that stands
// for all of them. A form that another begins with comes after it.
var legalForms = []struct {
	long  []string // folded words
	short string
}{
	{[]string{"public", "limited", "company"}, "plc"},
	{[]string{"private", "limited", "company"}, "ltd"},
	{[]string{"limited", "liability", "partnership"}, "llp"},
	{[]string{"limited", "liability", "company"}, "llc"},
	{[]string{"limited", "partnership"}, "lp"},
	{[]string{"community", "interest", "company"}, "cic"},
	{[]string{"charitable", "incorporated", "organisation"}, "cio"},
	{[]string{"charitable", "incorporated", "organization"}, "cio"},
	{[]string{"gesellschaft", "mit", "beschrankter", "haftung"}, "gmbh"},
	{[]string{"aktiengesellschaft"}, "ag"},
	{[]string{"societe", "anonyme"}, "sa"},
	{[]string{"sociedad", "anonima"}, "sa"},
	{[]string{"besloten", "vennootschap"}, "bv"},
	{[]string{"limited"}, "ltd"},
	{[]string{"incorporated"}, "inc"},
	{[]string{"corporation"}, "corp"},
	{[]string{"company"}, "co"},
	{[]string{"cyfyngedig"}, "cyf"},
}

// formAt is the legal form that some words begin with, written out: its short form and how many words it is.
func formAt(ws []word) (short string, n int) {
	for _, form := range legalForms {
		if len(ws) >= len(form.long) && beginsWith(ws, form.long) {
			return form.short, len(form.long)
		}
	}
	return "", 0
}

func beginsWith(ws []word, texts []string) bool {
	for i, text := range texts {
		if ws[i].full != text {
			return false
		}
	}
	return true
}

// shortened is words with legal forms in their short form. What is written out is found by its own words too. A form that
// begins a name is a word like others: Company Pictures.
func shortened(ws []word) []word {
	var out []word
	for i := 0; i < len(ws); {
		short, n := formAt(ws[i:])
		if n == 0 || i == 0 {
			out = append(out, ws[i])
			i++
			continue
		}
		w := word{text: short, form: short}
		for j := range n {
			w.full += ws[i+j].full
			w.others = append(append(w.others, ws[i+j].text), ws[i+j].others...)
			if part, m := formAt(ws[i+j : i+j+1]); m > 0 && part != short {
				w.others = append(w.others, part)
			}
		}
		out = append(out, w)
		i += n
	}
	return out
}

// Canonical is the fold of a name with its legal forms in their short form, without points, and with & as and: two names that
// differ in how they write Limited alone have one canonical form.
func Canonical(name string) string {
	fold := Fold(name)
	fields := strings.FieldsFunc(fold, func(r rune) bool { return r == ' ' || r == ',' })
	ws := make([]word, len(fields))
	for i, f := range fields {
		if f == "&" {
			f = "and"
		}
		ws[i] = word{text: f, full: undotted(f)}
	}
	var b strings.Builder
	for i := 0; i < len(ws); {
		short, n := formAt(ws[i:])
		switch {
		case n == 0 && i > 0 && isShortForm(ws[i].full):
			short, n = ws[i].full, 1
		case n == 0 || i == 0:
			short, n = ws[i].text, 1
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(short)
		i += n
	}
	return b.String()
}

// undotted is a word without points, as ltd of Ltd. and plc of P.L.C.
func undotted(s string) string { return strings.ReplaceAll(s, ".", "") }

func isShortForm(s string) bool {
	for _, form := range legalForms {
		if form.short == s {
			return true
		}
	}
	return false
}
