package commitlog

import "time"

// Latest is the time of the last commit; zero where there is none.
func (h Head) Latest() time.Time {
	if h.latest == 0 {
		return time.Time{}
	}
	return time.Unix(0, h.latest).UTC()
}
