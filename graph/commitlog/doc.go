// Package commitlog records what was written to a graph: commits numbered 1, 2, 3 without gaps, each with a time later than
// the one before, with who wrote it, what for, why, and its edits, in a chain of digests.
//
// It knows side records of the store, agents and edits by their ids. It knows nothing of what claims say.
//
// # Side records
//
// Numbers are big-endian and eight bytes long, so that records lie in their order.
//
//	c number            a commit: see Commit.encode
//	e number chunk      up to 512 of its edits: see encodeEdits; the chunk is 4 bytes
//	i kind value 0      a posting: the commit has an edit that concerns the value;
//	  number            no value of its own
//	k agent 0 key       the commit or proposal that an idempotency key was used for
//	m time              a moment of quads that were loaded as they were: the commit
//	                    that loaded them
//	p number            a proposal: see Proposal.Record
//	q number            what it asks for
//	u number            the commit that undid it
//
// # The chain
//
// The digest of a commit is the SHA-256 of the digest of the one before it and of its own record, which holds the SHA-256 of
// its edits. Open checks the chain; Verify checks the edits too.
package commitlog
