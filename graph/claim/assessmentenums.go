package claim

// Verdict is what somebody holds of a claim, as the API spells it.
type Verdict string

// The verdicts.
const (
	Endorse Verdict = "ENDORSE" // the cited words say so
	Dispute Verdict = "DISPUTE" // they don't, or it isn't so
)

// Ground is what a dispute rests on, as the API spells it.
type Ground string

// The grounds that ask for more than themselves.
const (
	Contradicted Ground = "CONTRADICTED" // another source says otherwise, and citations say where
	OtherGround  Ground = "OTHER"        // the comment says what
)

// Standing is how a claim stands with those who have read its sources, as the API spells it.
type Standing string

// The standings.
const (
	Unassessed Standing = "UNASSESSED"
	Endorsed   Standing = "ENDORSED"  // and not disputed
	Disputed   Standing = "DISPUTED"  // and not endorsed
	Contested  Standing = "CONTESTED" // both
)
