package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/andybalholm/brotli"
	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/gzip"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/accept"
	"whence/server/fault"
)

// reply is an answer on its way out: head, data and tail are one JSON text,
// kept apart so that data, which is most of it, is never copied.
type reply struct {
	media  mediaType
	status int
	head   []byte
	data   []byte
	tail   []byte
	errors gqlerror.List
}

// What stands around the data of most answers. These are shared, and never
// appended to.
var dataHead, dataTail, noData = []byte(`{"data":`), []byte("}"), []byte("null")

// answered is the reply that carries a response.
func answered(media mediaType, response *graphql.Response) (*reply, error) {
	r := &reply{media: media, status: http.StatusOK, head: dataHead, data: response.Data, tail: dataTail, errors: response.Errors}
	if len(r.data) == 0 {
		r.data = noData
	}
	if len(response.Errors) > 0 {
		text, err := json.Marshal(response.Errors)
		if err != nil {
			return nil, err
		}
		r.head = fmt.Appendf(nil, `{"errors":%s,"data":`, text)
	}
	if len(response.Extensions) > 0 {
		text, err := json.Marshal(response.Extensions)
		if err != nil {
			return nil, err
		}
		r.tail = fmt.Appendf(nil, `,"extensions":%s}`, text)
	}
	return r, nil
}

// refused is the reply to a request that did not execute. It has no data. What
// is wrong with the query itself is no failure of HTTP, and clients that take
// application/json expect 200 then.
func refused(media mediaType, refusals gqlerror.List) *reply {
	code := fault.Of(refusals[0])
	r := &reply{media: media, status: code.Status(), errors: refusals}
	if media == plainJSON && code.OfQuery() {
		r.status = http.StatusOK
	}
	for {
		text, err := json.Marshal(struct {
			Errors gqlerror.List `json:"errors"`
		}{refusals})
		if err == nil && len(text) <= maxRefusal || len(refusals) == 1 {
			r.head = text
			return r
		}
		refusals = refusals[:len(refusals)-1]
	}
}

// maxRefusal is the longest answer to a refused request, in bytes.
const maxRefusal = 4 << 10

// The headers of every answer are shared, and never changed.
var (
	contentTypes = map[mediaType][]string{
		plainJSON:    {string(plainJSON) + "; charset=utf-8"},
		responseJSON: {string(responseJSON) + "; charset=utf-8"},
	}
	varying    = []string{"Accept, Accept-Encoding"}
	noSniffing = []string{"nosniff"}
	noStoring  = []string{"no-store"}
)

// text is the reply in one piece.
func (r *reply) text() []byte { return slices.Concat(r.head, r.data, r.tail) }

func (r *reply) size() int { return len(r.head) + len(r.data) + len(r.tail) }

// send writes the reply once, with its length, compressed where that is worth
// it and wanted. A GET may be answered by 304.
func (r *reply) send(w http.ResponseWriter, request *http.Request) {
	h := w.Header()
	h["Content-Type"] = contentTypes[r.media]
	h["X-Content-Type-Options"] = noSniffing
	if request.Method != http.MethodPost { // nobody stores the answer to a POST: RFC 9110, section 9.3.3
		h["Vary"], h["Cache-Control"] = varying, noStoring
	}
	if request.Method == http.MethodGet && r.status == http.StatusOK && len(r.errors) == 0 {
		h.Set("Cache-Control", "no-cache")
		tag := r.tag()
		h.Set("ETag", tag)
		if matches(request.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if r.size() >= worthCompressing {
		if coding := accept.Coding(request.Header.Get("Accept-Encoding"), "br", "gzip"); coding != "" {
			r.compressed(w, coding)
			return
		}
	}
	h["Content-Length"] = []string{strconv.Itoa(r.size())}
	w.WriteHeader(r.status)
	r.write(w)
}

// write gives up at an error: there is nobody left to tell.
func (r *reply) write(w io.Writer) {
	for _, part := range [][]byte{r.head, r.data, r.tail} {
		if len(part) == 0 {
			continue
		}
		if _, err := w.Write(part); err != nil {
			return
		}
	}
}

// worthCompressing is the size from which a packet is saved.
const worthCompressing = 1400

// compressor is a compressor and its output, used again and again.
type compressor struct {
	writer interface {
		io.WriteCloser
		Reset(to io.Writer)
	}
	buffer bytes.Buffer
}

// brotliLevel is the level at which Brotli takes no longer than the fastest gzip, for a tenth less.
const brotliLevel = 1

// compressors are those that rest, by coding.
var compressors = map[string]*sync.Pool{
	"gzip": {New: func() any {
		z := &compressor{}
		z.writer, _ = gzip.NewWriterLevel(&z.buffer, gzip.BestSpeed) // the level is valid
		return z
	}},
	"br": {New: func() any {
		z := &compressor{}
		z.writer = brotli.NewWriterLevel(&z.buffer, brotliLevel)
		return z
	}},
}

func (r *reply) compressed(w http.ResponseWriter, coding string) {
	z := compressors[coding].Get().(*compressor)
	z.buffer.Reset()
	z.writer.Reset(&z.buffer)
	r.write(z.writer)
	_ = z.writer.Close() // into memory
	w.Header().Set("Content-Encoding", coding)
	w.Header().Set("Content-Length", strconv.Itoa(z.buffer.Len()))
	w.WriteHeader(r.status)
	_, _ = w.Write(z.buffer.Bytes()) // nobody is left to tell of an error
	if z.buffer.Cap() <= 1<<20 {     // one giant must not stay for ever
		compressors[coding].Put(z)
	}
}

// tag is a weak validator, for gzip changes the bytes and not what they say.
func (r *reply) tag() string {
	digest := xxhash.New()
	_, _ = digest.WriteString(string(r.media)) // never fails
	r.write(digest)
	return `W/"` + strconv.FormatUint(digest.Sum64(), 36) + `"`
}

func matches(header, tag string) bool {
	for member := range strings.SplitSeq(header, ",") {
		member = strings.TrimSpace(member)
		if member == "*" || strings.TrimPrefix(member, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
