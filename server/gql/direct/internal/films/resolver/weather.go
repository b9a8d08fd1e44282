// Package resolver answers the films' schema. Its answers depend on the weather, so that tests can make any resolver
// fail, and always the same ones.
package resolver

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Weather decides which resolvers fail for which objects. The zero value is calm.
type Weather struct {
	Seed uint32
	// Rate is how many of a thousand calls fail; as many more answer null.
	Rate uint32
}

type weatherKey struct{}

// WithWeather returns a context in which resolvers meet that weather.
func WithWeather(ctx context.Context, w Weather) context.Context {
	return context.WithValue(ctx, weatherKey{}, w)
}

func weatherOf(ctx context.Context) Weather {
	w, _ := ctx.Value(weatherKey{}).(Weather)
	return w
}

// Calls counts the calls of resolvers by field, Type.field. It is safe for concurrent use.
type Calls struct {
	mu sync.Mutex
	by map[string]int
}

type callsKey struct{}

// WithCalls returns a context in which calls are counted.
func WithCalls(ctx context.Context, c *Calls) context.Context {
	return context.WithValue(ctx, callsKey{}, c)
}

// By is how often each field's resolver was called.
func (c *Calls) By() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.by)
}

func count(ctx context.Context, field string) {
	c, _ := ctx.Value(callsKey{}).(*Calls)
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by == nil {
		c.by = map[string]int{}
	}
	c.by[field]++
}

type outcome int

const (
	calm outcome = iota
	storm
	fog
)

// Hash is FNV-1a of the seed, the field and the id, which anybody can reckon.
func (w Weather) Hash(field, id string) uint32 {
	h := uint32(2166136261)
	for _, s := range []string{fmt.Sprint(w.Seed), "|", field, "|", id} {
		for i := range len(s) {
			h = (h ^ uint32(s[i])) * 16777619
		}
	}
	return h
}

func (w Weather) over(field, id string) outcome {
	if w.Rate == 0 {
		return calm
	}
	switch h := w.Hash(field, id) >> 8 % 1000; {
	case h < w.Rate:
		return storm
	case h < 2*w.Rate:
		return fog
	}
	return calm
}

// err is the error of a storm: plain, gqlgen's own, or two at once.
func (w Weather) err(field, id string) error {
	switch w.Hash(field, id) % 5 {
	case 0:
		return &gqlerror.Error{Message: "storm at " + field, Extensions: map[string]any{"code": "STORM"}}
	case 1:
		return gqlerror.List{{Message: "thunder at " + field}, {Message: "lightning at " + field}}
	}
	return fmt.Errorf("storm at %s of %s", field, id)
}

// errAgain is returned for many parents. Only batches may: for others gqlgen would give it one's path for all.
var errAgain = &gqlerror.Error{Message: "storm again"}

// all answers a batch: what get returns for each parent, in calm.
func all[T, R any](ctx context.Context, field string, objs []*T, id func(*T) string, get func(*T) R) ([]R, error) {
	count(ctx, field)
	w := weatherOf(ctx)
	if w.over("all "+field, "") == storm {
		return nil, fmt.Errorf("flood at %s", field)
	}
	res := make([]R, len(objs))
	var errs graphql.BatchErrorList
	for i, obj := range objs {
		if obj == nil {
			continue // gqlgen passes the nulls of a list on
		}
		switch w.over(field, id(obj)) {
		case calm:
			res[i] = get(obj)
		case storm:
			if errs == nil {
				errs = make(graphql.BatchErrorList, len(objs))
			}
			errs[i] = w.err(field, id(obj))
			if w.Hash(field, id(obj))%5 == 2 {
				errs[i] = errAgain
			}
		case fog:
		}
	}
	if errs != nil {
		return res, errs
	}
	return res, nil
}

// one answers for one parent: what get returns, in calm. Some storms are panics.
func one[R any](ctx context.Context, field, id string, get func() R) (R, error) {
	count(ctx, field)
	w := weatherOf(ctx)
	switch w.over(field, id) {
	case storm:
		if w.Hash(field, id)%3 == 0 {
			panic("hurricane at " + field)
		}
		return *new(R), w.err(field, id)
	case fog:
		return *new(R), nil
	}
	return get(), nil
}
