package quadstore

// FileAll has every store write a base file, however small, until the function that it returns is called. An empty one writes none: its
// file would be that of any store before its first write.
func FileAll() (restore func()) {
	before := minFiled.Swap(1)
	return func() { minFiled.Store(before) }
}
