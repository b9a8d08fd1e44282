// Package direct runs a gqlgen project's queries without gqlgen's executor.
//
// gqlgen keeps the schema, the models, validation, introspection, mutations, subscriptions and the resolvers. What it
// generates to execute a query costs a goroutine for every element of a list, a map for every object and a second
// pass over the answer, some 8 µs and 28 allocations an object. This package walks the validated operation a level
// at a time instead, calls each resolver marked `batch: true` once for all objects of one type on a level, whatever
// parents they hang from, and writes the answer's bytes once.
//
// # Attaching it to a project
//
// Package direct/plugin generates the project's half. Where the project runs gqlgen it runs
//
//	//go:generate go run whence/server/gql/direct/cmd/generate -config gqlgen.yml
//
// which does all that gqlgen does and writes direct.gen.go beside its exec file. (A project that has a generator of
// its own passes plugin.Add() to api.Generate.) Then NewDirectSchema takes the place of NewExecutableSchema:
//
//	schema := gen.NewDirectSchema(gen.Config{Resolvers: resolvers}, direct.Options{MaxFields: 200_000, MaxBytes: 4 << 20})
//	server := executor.New(schema)
//	server.SetQueryCache(lru.New[*ast.QueryDocument](1000))
//	if err := direct.Check(ctx, server); err != nil { … }
//
// A query cache matters twice: it saves parsing, and an operation's plan lives as long as the cached operation.
// Transports should write Response.Data as it is; json.Marshal of a whole graphql.Response copies it once more. One that
// lends the executor a buffer, by WithBuffer, saves an allocation of the answer's length.
//
// # What a resolver may rely on
//
// A batch resolver gets every parent of one type on a level, never nil, possibly the same one several times. The
// slice is the executor's: it is valid during the call and must not be written to. Per-parent errors are returned as
// graphql.BatchErrorList. Other resolvers, and methods with a context or an error, are called for one object after
// another, in order, on the request's goroutine: nothing here starts one. A resolver that waits for something slow
// should be a batch resolver.
//
// graphql.GetFieldContext gives resolvers the field, its selections and its arguments. Its path is the field's key
// alone, as it stands for many objects; so errors should be returned, not passed to graphql.AddError. Returned
// errors get their full path and location, once for each place in the answer that they made null. A panic becomes
// the error that the server's RecoverFunc makes of it, at the field.
//
// The context is checked before every frontier and every call of a resolver that is not batched. A cancelled request
// answers null with the context's cause as its only error; so does one over Options.MaxFields (ErrFields) or
// Options.MaxBytes (ErrBytes). The error presenter tells them by errors.Is.
//
// # What is not gqlgen's
//
// Four things follow the specification where gqlgen does not. Fields under one key that were selected through
// unrelated interfaces are merged. A scalar that fails or writes null while it is written counts as null, and
// bubbles up from where null is not allowed. A null in a list of scalars that allows none has its index in the
// error's path. Floats are written as ECMAScript does, 1000000 for gqlgen's 1e+06, and text that is not UTF-8 with
// U+FFFD. @defer is obeyed by not deferring.
//
// Field interceptors (AroundFields, AroundRootFields) would never be called, so queries on a server that has them
// answer ErrInterceptor, and Check tells at start-up. Options.Around sees every resolver call instead, a frontier at
// a time. Extensions on operations and responses work as before.
//
// Generation fails with plugin.ErrUncovered, naming the field, on directives that run with a field or a query,
// objects bound to maps, fields of a root type, federation, and methods that report presence (HasName, or a second
// result of type bool).
//
// # How it works
//
// A plan is an operation after CollectFields: for each level a set of selection sets, and for each set a selection
// by object type, planned when the first object of that type is met. An execution holds a frontier for each
// selection: its objects, and a column for each field that took a call. Columns hold cells: an object of a frontier
// one level down, a null, or a list. Objects that are only read off their parents, with nothing below that takes a
// call, never see a frontier: they are written in place. When the last level has been resolved the answer is written
// from the root down, following the cells; a null where the type forbids it cuts the buffer back to the nearest place
// that allows one.
package direct
