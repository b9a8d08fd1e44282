package direct

import "context"

type bufferKey struct{}

// WithBuffer returns a context in which an answer's data is written to b, from its start, for as long as it fits. A
// transport that keeps buffers passes one, writes Response.Data to its client, and keeps Response.Data as the next:
//
//	ctx = direct.WithBuffer(ctx, buffer)
//	… res := handler(ctx); w.Write(res.Data); buffer = res.Data[:0]
//
// Without one, every answer is an allocation of its length.
func WithBuffer(ctx context.Context, b []byte) context.Context {
	return context.WithValue(ctx, bufferKey{}, b)
}

// buffer returns the context's buffer, or a new one of about that length.
func buffer(ctx context.Context, length int) []byte {
	if b, ok := ctx.Value(bufferKey{}).([]byte); ok {
		return b[:0]
	}
	return make([]byte, 0, length)
}
