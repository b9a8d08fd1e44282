// Package auth says who sends a request and what role they have: by a key that whence key add made, or by an access token
// of an issuer (RFC 9068). Credentials come as Authorization: Bearer, never as a cookie, so that no page of another site
// can send them.
//
// It knows HTTP's Authorization header, keys, tokens and roles. It knows nothing of GraphQL nor of what a role may do:
// package needs reads that off the schema.
//
// # Keys
//
// A key reads whk_<id>_<secret>. The id is shown in lists and in the log, the secret of 256 bits nowhere: the file of keys,
// readable by its owner alone, holds its SHA-256. An Authority looks at the file four times a second. A key that was
// revoked, has expired or has another role ends what its holder has open: see Authority.Attend.
package auth
