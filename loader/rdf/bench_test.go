package rdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"whence/loader/rdf"
)

// BenchmarkRead reads the same statements with Cayley's reader and with ours:
// claims as we store them, and statements of which every term is new.
//
//	go test -run '^$' -bench Read ./loader/rdf
func BenchmarkRead(b *testing.B) {
	claims, distinct := claimLines(20_000), distinctLines(20_000)
	for _, bench := range []struct {
		name string
		text []byte
		read func(*testing.B, io.Reader) int
	}{
		{"claims/cayley", claims, readCayley},
		{"claims/ours", claims, readOurs},
		{"distinct/cayley", distinct, readCayley},
		{"distinct/ours", distinct, readOurs},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bench.text)))
			read := 0
			for b.Loop() {
				read += bench.read(b, bytes.NewReader(bench.text))
			}
			if want := b.N * bytes.Count(bench.text, []byte("\n")); read != want {
				b.Fatalf("read %d quads, want %d", read, want)
			}
			b.ReportMetric(float64(read)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}

func BenchmarkAppend(b *testing.B) {
	text := claimLines(20_000)
	quads, _ := readAll(text, rdf.Options{})
	var dst []byte
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		dst = dst[:0]
		for _, q := range quads {
			dst = rdf.Append(dst, q)
		}
	}
	b.ReportMetric(float64(b.N*len(quads))/b.Elapsed().Seconds(), "quads/s")
}

func readOurs(b *testing.B, text io.Reader) int {
	n := 0
	for _, err := range rdf.NewReader(text, rdf.Options{}).All() {
		if err != nil {
			b.Fatal(err)
		}
		n++
	}
	return n
}

func readCayley(b *testing.B, text io.Reader) int {
	n := 0
	for r := nquads.NewReader(text, false); ; n++ {
		if _, err := r.ReadQuad(); errors.Is(err, io.EOF) {
			return n
		} else if err != nil {
			b.Fatal(err)
		}
	}
}

// claimLines is the shape of our own dumps: an edge labelled by its claim, and
// the claim's amount, certainty, citation and wording.
func claimLines(claims int) []byte {
	const base, label = "http://example.org/", quad.IRI("http://www.w3.org/2000/01/rdf-schema#label")
	var text []byte
	for i := range claims {
		claim := quad.IRI(fmt.Sprintf("%sclaim/%016x", base, uint64(i)*0x9E3779B97F4A7C15))
		payer := quad.IRI(fmt.Sprintf("%sentity/organisation-%d", base, i%1000))
		payee := quad.IRI(fmt.Sprintf("%sentity/programme-%d", base, i%3001))
		for _, q := range []quad.Quad{
			{Subject: payer, Predicate: quad.IRI("http://schema.org/funder"), Object: payee, Label: claim},
			{Subject: claim, Predicate: quad.IRI("http://schema.org/amount"), Object: quad.TypedString{Value: quad.String(fmt.Sprint(i * 1000)), Type: "http://www.w3.org/2001/XMLSchema#decimal"}},
			{Subject: claim, Predicate: quad.IRI(base + "ns#certainty"), Object: quad.IRI(base + "ns#CLAIMED")},
			{Subject: claim, Predicate: quad.IRI("http://www.w3.org/ns/prov#wasQuotedFrom"), Object: quad.IRI(fmt.Sprintf("%sdocument/%d", base, i%50))},
			{Subject: claim, Predicate: label, Object: quad.LangString{Value: quad.String(fmt.Sprintf("grant number %d, paid \"in full\"", i)), Lang: "en"}},
		} {
			text = rdf.Append(text, q)
		}
	}
	return text
}

func distinctLines(n int) []byte {
	var text []byte
	for i := range n {
		text = rdf.Append(text, quad.Quad{
			Subject:   quad.IRI(fmt.Sprintf("http://example.org/subject/%d", i)),
			Predicate: quad.IRI(fmt.Sprintf("http://example.org/predicate/%d", i)),
			Object:    quad.IRI(fmt.Sprintf("http://example.org/object/%d", i)),
			Label:     quad.IRI(fmt.Sprintf("http://example.org/label/%d", i)),
		})
	}
	return text
}
