package claimlist

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/extract"
)

// Handler answers GET /list.csv with every claim that its address asks for (Selection), as they are at the moment of asking.
// Nothing is sent before the first rows are known, so that a mistake is an error: 400 what can't be read, 404 an unknown id,
// 503 too many claims for the time or the memory of one question. Where the stream breaks off later, so does the connection:
// a client never takes a part for the whole.
func Handler(view func() *graph.View) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		selection, err := Selection(r.URL.Query())
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		v := view()
		rows := writer{view: v, out: w}
		started := false
		start := func() {
			if !started {
				header(w.Header(), selection)
				rows.begin()
				started = true
			}
		}
		batch := make([]claim.Claim, 0, batchSize)
		for c, err := range extract.Claims(r.Context(), v, selection) {
			if err == nil {
				if batch = append(batch, c); len(batch) < batchSize {
					continue
				}
				start()
				err = rows.write(r.Context(), batch)
				batch = batch[:0]
			}
			if err != nil {
				breakOff(w, started, err)
				return
			}
		}
		start()
		if err := rows.write(r.Context(), batch); err != nil {
			breakOff(w, started, err)
		}
	})
}

// batchSize is how many claims are put into words at once.
const batchSize = 256

func header(h http.Header, s extract.Selection) {
	h.Set("Content-Type", "text/csv; charset=utf-8; header=present")
	h.Set("Content-Disposition", "attachment; filename="+fileName(s, time.Now()))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
}

// breakOff ends an answer that can't be finished: with an error where nothing was sent, else by cutting the connection.
func breakOff(w http.ResponseWriter, started bool, err error) {
	if started {
		panic(http.ErrAbortHandler)
	}
	at := slices.IndexFunc(statuses, func(s statusOf) bool { return errors.Is(err, s.is) })
	if at < 0 {
		http.Error(w, "the claims could not be read: try again", http.StatusServiceUnavailable)
		return
	}
	http.Error(w, err.Error(), statuses[at].status)
}

type statusOf struct {
	is     error
	status int
}

// statuses is what the graph's errors are to a client.
var statuses = []statusOf{
	{graph.ErrNotFound, http.StatusNotFound},
	{claim.ErrInvalid, http.StatusBadRequest},
	{graph.ErrLimit, http.StatusServiceUnavailable},
}
