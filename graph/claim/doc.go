// Package claim is the model: entities, the claims that sources make about them, the citations that prove each claim,
// and the values that claims give (money, quantities, decimals, EDTF dates, enumerations).
//
// A claim's id is a hash of what it says ([ID] and contenthash.go), so [Normalise] brings a claim into the one form that
// is hashed. A [Dataset] is one claims file; [Validate] checks datasets against the rules of the model and reports every
// fault as a [ValidationError].
//
// It imports nothing of this module and knows no store, no file format and no GraphQL.
package claim
