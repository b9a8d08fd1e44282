package server

import (
	"runtime"
	"time"

	"whence/server/admission"
	"whence/server/gate"
)

// Limits bounds everything that a client can make the server spend. The zero
// value stands for the defaults, and a single zero field for its own; a negative
// number or time stands for none. Its tags make each field a command-line flag
// and an environment variable.
type Limits struct {
	Query     gate.Limits     `embed:"" prefix:"query-"`
	Execution ExecutionLimits `embed:""`
	Transport TransportLimits `embed:""`
	Admission AdmissionLimits `embed:""`
	Sockets   SocketLimits    `embed:"" prefix:"socket-"`
	Caches    CacheLimits     `embed:""`
	Drain     DrainLimits     `embed:"" prefix:"drain-"`
}

// ExecutionLimits bounds a request that the gate has let through.
type ExecutionLimits struct {
	Deadline time.Duration `default:"2s"      env:"WHENCE_DEADLINE"  help:"Longest time for one request, waiting included."`
	Stream   time.Duration `default:"2m"      env:"WHENCE_STREAM"    help:"Longest time for one export of a list."`
	Fields   int           `default:"250000"  env:"WHENCE_FIELDS"    help:"Most fields resolved for one request, each counted once for every object." placeholder:"N"`
	Response int           `default:"4194304" env:"WHENCE_RESPONSE"  help:"Most bytes of an answer."                                                   placeholder:"N"`
}

// TransportLimits bounds HTTP itself.
type TransportLimits struct {
	Body           int           `default:"262144" env:"WHENCE_BODY"          help:"Most bytes of a request's body, or of a WebSocket message." placeholder:"N"`
	Headers        int           `default:"16384"  env:"WHENCE_HEADERS"       help:"Most bytes of a request's headers."                         placeholder:"N"`
	InFlight       int           `default:"67108864" env:"WHENCE_IN_FLIGHT"        help:"Most bytes of answers that wait for their clients to read them."                     placeholder:"N"`
	ClientInFlight int           `default:"16777216" env:"WHENCE_CLIENT_IN_FLIGHT" help:"Most bytes of answers that wait for one client, by its key or else its address."     placeholder:"N"`
	Connections    int           `default:"1000"   env:"WHENCE_CONNECTIONS"   help:"Most connections at once."                                  placeholder:"N"`
	ReadHeader     time.Duration `default:"2s"     env:"WHENCE_READ_HEADER"   help:"Longest time to read a request's headers."`
	Read           time.Duration `default:"5s"     env:"WHENCE_READ"          help:"Longest time to read a request."`
	Write          time.Duration `default:"10s"    env:"WHENCE_WRITE"         help:"Longest time to answer a request, or a sixteenth less."`
	Idle           time.Duration `default:"30s"    env:"WHENCE_IDLE"          help:"Longest time that a connection may rest between requests."`
}

// AdmissionLimits bounds how many requests work at once, and wait to.
type AdmissionLimits struct {
	Slots int           `default:"0"     env:"WHENCE_SLOTS" help:"Requests that work at once; 0 is the number of processors. Clients share them; beside long requests of others up to four times as many work." placeholder:"N"`
	Queue int           `default:"64"    env:"WHENCE_QUEUE" help:"Requests that may wait for a slot; -1 is none."                              placeholder:"N"`
	Wait  time.Duration `default:"100ms" env:"WHENCE_WAIT"  help:"Longest time to wait for a slot."`
}

// of is the limits of an admission with times as many slots.
func (l AdmissionLimits) of(times int) admission.Limits {
	return admission.Limits{Slots: l.Slots * times, Queue: l.Queue, Wait: l.Wait}
}

// SocketLimits bounds WebSockets.
type SocketLimits struct {
	Most       int           `default:"100" env:"WHENCE_SOCKETS"           help:"Most WebSockets at once."                    placeholder:"N"`
	Operations int           `default:"10"  env:"WHENCE_SOCKET_OPERATIONS" help:"Most operations of one WebSocket at once."   placeholder:"N"`
	Init       time.Duration `default:"3s"  env:"WHENCE_SOCKET_INIT"       help:"Longest time until connection_init."`
	Sign       time.Duration `default:"20s" env:"WHENCE_SOCKET_SIGN"       help:"Time without a change after which a subscriber is sent a sign of life."`
	Ping       time.Duration `default:"20s" env:"WHENCE_SOCKET_PING"       help:"Time between pings; a socket that answers none is closed."`
}

// CacheLimits bounds what is kept between requests, in bytes.
type CacheLimits struct {
	Queries   int `default:"16777216" env:"WHENCE_QUERY_CACHE"     help:"Most bytes of parsed queries that are kept, by estimate." name:"query-cache"     placeholder:"N"`
	Constants int `default:"16777216" env:"WHENCE_SCHEMA_CACHE"    help:"Most bytes of answers about the schema that are kept."    name:"schema-cache"    placeholder:"N"`
	Persisted int `default:"4194304"  env:"WHENCE_PERSISTED_CACHE" help:"Most bytes of persisted queries that are kept."           name:"persisted-cache" placeholder:"N"`
}

// DrainLimits times the end of a server.
type DrainLimits struct {
	Notice  time.Duration `default:"3s" env:"WHENCE_DRAIN_NOTICE"  help:"Time for load balancers to see that the server is no longer ready, while it still serves; -1s is none."`
	Refuse  time.Duration `default:"1s" env:"WHENCE_DRAIN_REFUSE"  help:"Time in which new requests are told to go elsewhere; -1s is none."`
	Timeout time.Duration `default:"10s" env:"WHENCE_DRAIN_TIMEOUT" help:"Longest time for requests in flight to end."`
}

// WithDefaults returns l with every zero field filled in.
func (l Limits) WithDefaults() Limits {
	l.Query = l.Query.WithDefaults()
	l.Admission.Slots = or(l.Admission.Slots, runtime.GOMAXPROCS(0))
	l.Admission.Queue = or(l.Admission.Queue, 64)
	l.Admission.Wait = or(l.Admission.Wait, 100*time.Millisecond)
	l.Execution.Deadline = or(l.Execution.Deadline, 2*time.Second)
	l.Execution.Stream = or(l.Execution.Stream, 2*time.Minute)
	l.Execution.Fields = or(l.Execution.Fields, 250_000)
	l.Execution.Response = or(l.Execution.Response, 4<<20)
	l.Transport.Body = or(l.Transport.Body, 256<<10)
	l.Transport.Headers = or(l.Transport.Headers, 16<<10)
	l.Transport.InFlight = or(l.Transport.InFlight, 64<<20)
	l.Transport.ClientInFlight = or(l.Transport.ClientInFlight, 16<<20)
	l.Transport.Connections = or(l.Transport.Connections, 1000)
	l.Transport.ReadHeader = or(l.Transport.ReadHeader, 2*time.Second)
	l.Transport.Read = or(l.Transport.Read, 5*time.Second)
	l.Transport.Write = or(l.Transport.Write, 10*time.Second)
	l.Transport.Idle = or(l.Transport.Idle, 30*time.Second)
	l.Sockets.Most = or(l.Sockets.Most, 100)
	l.Sockets.Operations = or(l.Sockets.Operations, 10)
	l.Sockets.Init = or(l.Sockets.Init, 3*time.Second)
	l.Sockets.Sign = or(l.Sockets.Sign, 20*time.Second)
	l.Sockets.Ping = or(l.Sockets.Ping, 20*time.Second)
	l.Caches.Queries = or(l.Caches.Queries, 16<<20)
	l.Caches.Constants = or(l.Caches.Constants, 16<<20)
	l.Caches.Persisted = or(l.Caches.Persisted, 4<<20)
	l.Drain.Notice = or(l.Drain.Notice, 3*time.Second)
	l.Drain.Refuse = or(l.Drain.Refuse, time.Second)
	l.Drain.Timeout = or(l.Drain.Timeout, 10*time.Second)
	return l
}

func or[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}
