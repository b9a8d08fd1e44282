package parallel

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
)

// Parts cuts n things into as many parts as there are processors, none of them smaller than least, and has each worked
// on by a goroutine of its own: part is the number of the part, [from, to) what is in it. It returns
// the first error.
func Parts(n, least int, work func(part, from, to int) error) error {
	parts := PartsOf(n, least)
	size := (n + parts - 1) / parts
	errs := make([]error, parts)
	var wg sync.WaitGroup
	for part := range parts {
		wg.Go(func() {
			defer passed(&errs[part])
			errs[part] = work(part, min(part*size, n), min((part+1)*size, n))
		})
	}
	wg.Wait()
	return cmp.Or(errs...)
}

// passed makes an error of a panic with an error that says that it passes: nobody else would recover it here.
func passed(err *error) {
	switch cause := recover().(type) {
	case nil:
	case interface {
		error
		Passes()
	}:
		*err = cause
	default:
		panic(cause)
	}
}

// Do does things beside one another that do not touch. It returns the first error, in their order.
func Do(things ...func() error) error {
	errs := make([]error, len(things))
	var wg sync.WaitGroup
	for i, do := range things {
		wg.Go(func() {
			defer passed(&errs[i])
			errs[i] = do()
		})
	}
	wg.Wait()
	return cmp.Or(errs...)
}

// Stride is how many steps of a long list are taken between two looks at the context: less than a millisecond.
const Stride = 4096

// Each calls do with every number below n, unless the context ends on the way.
func Each(ctx context.Context, n int, do func(i int)) error {
	for from := 0; from < n; from += Stride {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := from; i < min(from+Stride, n); i++ {
			do(i)
		}
	}
	return nil
}

// Drop is a list without what is to be dropped, in the same array.
func Drop[T any](ctx context.Context, list []T, drop func(T) bool) ([]T, error) {
	kept := list[:0]
	err := Each(ctx, len(list), func(i int) {
		if item := list[i]; !drop(item) {
			kept = append(kept, item)
		}
	})
	return kept, err
}

// Sort sorts a list as slices.SortFunc does. One that is long is sorted in runs, on all processors, which are merged
// two by two; the context is looked at in between.
func Sort[T any](ctx context.Context, list []T, compare func(a, b T) int) ([]T, error) {
	const run = 1 << 15
	if len(list) <= run {
		slices.SortFunc(list, compare)
		return list, ctx.Err()
	}
	runs := (len(list) + run - 1) / run
	err := Parts(runs, 1, func(_, from, to int) error {
		for ; from < to; from++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			slices.SortFunc(list[from*run:min((from+1)*run, len(list))], compare)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	merged := make([]T, 0, len(list))
	for size := run; size < len(list); size *= 2 {
		merged = merged[:0]
		for from := 0; from < len(list); from += 2 * size {
			a, b := list[from:min(from+size, len(list))], list[min(from+size, len(list)):min(from+2*size, len(list))]
			if merged, err = merge(ctx, merged, a, b, compare); err != nil {
				return nil, err
			}
		}
		list, merged = merged, list
	}
	return list, nil
}

// merge appends two sorted lists as one.
func merge[T any](ctx context.Context, dst, a, b []T, compare func(a, b T) int) ([]T, error) {
	for len(a) > 0 && len(b) > 0 {
		if len(dst)%Stride == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if compare(b[0], a[0]) < 0 {
			dst, b = append(dst, b[0]), b[1:]
		} else {
			dst, a = append(dst, a[0]), a[1:]
		}
	}
	return append(append(dst, a...), b...), nil
}

// PartsOf is how many parts inParts makes.
func PartsOf(n, least int) int { return max(1, min(runtime.GOMAXPROCS(0), n/least)) }
