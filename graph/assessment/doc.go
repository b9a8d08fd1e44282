// Package assessment reads what those who have read the sources hold of claims: their endorsements and disputes.
package assessment
