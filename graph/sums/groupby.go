package sums

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/parallel"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// groupKey is what a claim is grouped under: an entity's node below wordKey, else a word of the columns'. The upper half of
// the nodes is claims, which nothing is grouped under.
type groupKey uint32

const wordKey groupKey = 1 << 31

// keyColumn is the keys of every line under one grouping: one each, or several where start is set.
type keyColumn struct {
	keys  []groupKey
	start []int32
}

func (c keyColumn) of(line int32) []groupKey {
	if c.start == nil {
		return c.keys[line : line+1]
	}
	return c.keys[c.start[line]:c.start[line+1]]
}

// word is the key of a word.
func (l *columns) word(word string) groupKey {
	i := slices.Index(l.words, word)
	if i < 0 {
		i = len(l.words)
		l.words = append(l.words, word)
	}
	return wordKey + groupKey(i)
}

// column is the keys under one grouping. A claim that has none, for want of a date or a place, is grouped under "".
func (l *columns) column(ctx context.Context, by GroupBy) (keyColumn, error) {
	switch by {
	case BySubject:
		return l.keyed(ctx, func(i int) groupKey { return groupKey(l.claims[i].Subject) })
	case ByObject:
		return l.keyed(ctx, func(i int) groupKey { return groupKey(l.claims[i].Object) })
	case ByKind:
		return l.keyed(ctx, func(i int) groupKey { return l.word(string(l.Vocabulary().KindOf[l.claims[i].Predicate].Kind)) })
	case ByInstrument:
		return l.literals(ctx, encoding.PredInstrument, "", func(ref quadstore.ID, _ *graph.TextTable) string { return l.Vocabulary().EnumOf[ref] })
	case ByStatus:
		return l.literals(ctx, encoding.PredStatus, string(claim.Actual), func(ref quadstore.ID, _ *graph.TextTable) string { return l.Vocabulary().EnumOf[ref] })
	case ByYear:
		return l.literals(ctx, encoding.PredHolds, "", func(ref quadstore.ID, texts *graph.TextTable) string { return yearOf(texts.Of(ref)) })
	case ByPlace:
		return l.placeColumn(ctx)
	case GroupByRecipient:
		return l.entityColumn(ctx, encoding.PredRecipient, func(i int) groupKey { return groupKey(l.claims[i].Object) })
	case GroupByVia:
		none := l.word("")
		return l.entityColumn(ctx, encoding.PredVia, func(int) groupKey { return none })
	case ByDataset:
		return l.datasetColumn(ctx)
	case BySector:
		return l.tiedTo(ctx, []claim.RelationshipKind{"ACTIVE_IN_SECTOR", "SUPPORTS_SECTOR"}, claim.Sector)
	case ByProgramme:
		return l.tiedTo(ctx, []claim.RelationshipKind{"PART_OF"}, claim.Programme)
	}
	return keyColumn{}, fmt.Errorf("groupBy %.40q: %w", by, claim.ErrInvalid)
}

func (l *columns) keyed(ctx context.Context, key func(i int) groupKey) (keyColumn, error) {
	keys := make([]groupKey, len(l.claims))
	err := parallel.Each(ctx, len(keys), func(i int) { keys[i] = key(i) })
	return keyColumn{keys: keys}, err
}

// literals keys claims by what a predicate says of them, each literal read once.
func (l *columns) literals(ctx context.Context, predicate quad.IRI, otherwise string, word func(quadstore.ID, *graph.TextTable) string) (keyColumn, error) {
	column, err := l.readColumn(ctx, predicate)
	if err != nil {
		return keyColumn{}, err
	}
	var known nodeset.Numbering[quadstore.ID]
	known.Reset(0)
	keys := []groupKey{l.word(otherwise)} // by number
	known.Add(0)
	if err := parallel.Each(ctx, len(column), func(i int) { known.Add(column[i]) }); err != nil {
		return keyColumn{}, err
	}
	texts, err := l.TextsOf(ctx, known.Keys[1:])
	if err != nil {
		return keyColumn{}, err
	}
	for _, literal := range known.Keys[1:] {
		keys = append(keys, l.word(word(literal, texts)))
	}
	return l.keyed(ctx, func(i int) groupKey {
		return keys[known.Find(column[i])]
	})
}

// yearOf is the year in which a time lies whole, "" where it spans several or is open.
func yearOf(text string) string {
	if year := snapshot.YearOf(text); year != snapshot.NoYear {
		return strconv.Itoa(int(year))
	}
	return ""
}

// tiedTo keys claims by the entities of one kind that the money's object is or is related to: a claim is in every group
// that it has part in, and the total counts it once. Where the object leads to none, what the money comes through and
// who gives it are asked, in that order.
func (l *columns) tiedTo(ctx context.Context, kinds []claim.RelationshipKind, want claim.EntityKind) (out keyColumn, err error) {
	via, err := l.readColumn(ctx, encoding.PredVia)
	if err != nil {
		return keyColumn{}, err
	}
	var nodes []quadstore.ID
	err = parallel.Each(ctx, len(l.claims), func(i int) {
		nodes = append(nodes, l.claims[i].Object, l.claims[i].Subject)
		if via[i] != 0 {
			nodes = append(nodes, via[i])
		}
	})
	if err != nil {
		return keyColumn{}, err
	}
	tied, err := l.groupsOf(ctx, nodeset.New(nodes), kinds, want)
	if err != nil {
		return keyColumn{}, err
	}
	out = keyColumn{start: make([]int32, 1, len(l.claims)+1)}
	none := l.word("")
	err = parallel.Each(ctx, len(l.claims), func(i int) {
		c := &l.claims[i]
		keys := tied[c.Object]
		if len(keys) == 0 {
			if keys = tied[via[i]]; len(keys) == 0 {
				keys = tied[c.Subject]
			}
		}
		if len(keys) == 0 {
			out.keys = append(out.keys, none)
		}
		out.keys = append(out.keys, keys...)
		out.start = append(out.start, int32(len(out.keys)))
	})
	return out, err
}

// groupsOf is, for each node, itself where it is of the kind, else those of the kind that it is related to.
func (l *columns) groupsOf(ctx context.Context, nodes nodeset.Set, kinds []claim.RelationshipKind, want claim.EntityKind) (map[quadstore.ID][]groupKey, error) {
	incidences, err := l.IncidencesOf(ctx, nodes, kinds, claim.Out, false)
	if err != nil {
		return nil, err
	}
	out, own := map[quadstore.ID][]groupKey{}, graph.ByOwner(incidences, len(nodes))
	return out, parallel.Each(ctx, len(nodes), func(i int) {
		if l.KindAt(nodes[i]) == want {
			out[nodes[i]] = []groupKey{groupKey(nodes[i])}
			return
		}
		for _, t := range own[i] {
			if l.KindAt(t.Object) == want && !slices.Contains(out[nodes[i]], groupKey(t.Object)) {
				out[nodes[i]] = append(out[nodes[i]], groupKey(t.Object))
			}
		}
	})
}

// group is the lines of the columns that have their keys in common.
type group struct {
	keys  [2]groupKey
	lines []int32
}

// groups is the lines that have their keys in common, none where nothing is grouped.
func (l *columns) groups(ctx context.Context, groupBy []GroupBy) ([]group, error) {
	if len(groupBy) == 0 {
		return nil, nil
	}
	columns := make([]keyColumn, len(groupBy))
	for i, by := range groupBy {
		var err error
		if columns[i], err = l.column(ctx, by); err != nil {
			return nil, err
		}
	}
	return l.grouped(ctx, columns)
}

// grouped puts every line under each combination of its keys.
func (l *columns) grouped(ctx context.Context, columns []keyColumn) ([]group, error) {
	var index nodeset.Numbering[uint64]
	index.Reset(0)
	// An entry a line and combination: the line, and the number of the group.
	lines, under := make([]int32, 0, len(l.claims)), make([]int32, 0, len(l.claims))
	var sizes []int32
	put := func(line int32, first, second groupKey) {
		if len(lines) == l.Limits().Nodes {
			return
		}
		n := index.Add(uint64(first)<<32 | uint64(second))
		if int(n) == len(sizes) {
			sizes = append(sizes, 0)
		}
		sizes[n]++
		lines, under = append(lines, line), append(under, n)
	}
	err := parallel.Each(ctx, len(l.claims), func(i int) {
		line := int32(i)
		for _, first := range columns[0].of(line) {
			if len(columns) == 1 {
				put(line, first, 0)
				continue
			}
			for _, second := range columns[1].of(line) {
				put(line, first, second)
			}
		}
	})
	if err == nil && len(lines) == l.Limits().Nodes {
		err = errManyGroups
	}
	if err != nil {
		return nil, err
	}
	out := make([]group, len(sizes))
	room := make([]int32, len(lines))
	for n, key := range index.Keys {
		out[n].keys = [2]groupKey{groupKey(key >> 32), groupKey(key)}
		out[n].lines, room = room[:0:sizes[n]], room[sizes[n]:]
	}
	return out, parallel.Each(ctx, len(under), func(i int) {
		n := under[i]
		out[n].lines = append(out[n].lines, lines[i])
	})
}
