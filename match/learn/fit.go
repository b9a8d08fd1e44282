package main

import "math"

// sample is a pair as numbers, with what it is.
type sample struct {
	features []float64
	same     bool
	left     string
	right    string
	weight   float64
}

// signs says of each feature whether it can only speak for (1) or against (-1) a pair being one, or either (0).
var signs = []float64{1, 1, 1, 1, -1, -1, 1, 0, 1, 1, -1, 1, -1, -1, -1, -1, 1, 1, 1, -1, 1, -1}

// fitSigned is fit where every weight has the sign that it can have: features whose weights come out otherwise, because others say the same,
// are left out until none does.
func fitSigned(samples []sample) []float64 {
	out := make([]bool, len(signs))
	for {
		w, wrong := fit(samples, len(signs), out), false
		for i, sign := range signs {
			if w[i]*sign < 0 {
				out[i], wrong = true, true
			}
		}
		if !wrong {
			return w
		}
	}
}

// fit is the weights of a logistic regression, the bias last, by Newton's method with a little ridge; features that are out have
// none.
func fit(samples []sample, features int, out []bool) []float64 {
	n := features + 1
	w := make([]float64, n)
	const rounds, ridge = 25, 2.0
	for range rounds {
		gradient, hessian := make([]float64, n), make([][]float64, n)
		for i := range hessian {
			hessian[i] = make([]float64, n)
			if i < features {
				hessian[i][i], gradient[i] = ridge, -ridge*w[i]
			}
		}
		x := make([]float64, n)
		for _, s := range samples {
			copy(x, s.features)
			x[features] = 1
			for i, left := range out {
				if left {
					x[i] = 0
				}
			}
			sum := 0.0
			for i := range x {
				sum += w[i] * x[i]
			}
			p, y := 1/(1+math.Exp(-sum)), 0.0
			if s.same {
				y = 1
			}
			for i := range x {
				gradient[i] += s.weight * (y - p) * x[i]
				for j := range x {
					hessian[i][j] += s.weight * p * (1 - p) * x[i] * x[j]
				}
			}
		}
		for i, step := range solve(hessian, gradient) {
			w[i] += step
		}
	}
	return w
}

// solve is the solution of a system of linear equations, by Gauss with pivots.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		best := i
		for j := i + 1; j < n; j++ {
			if math.Abs(a[j][i]) > math.Abs(a[best][i]) {
				best = j
			}
		}
		a[i], a[best], b[i], b[best] = a[best], a[i], b[best], b[i]
		if a[i][i] == 0 {
			continue
		}
		for j := i + 1; j < n; j++ {
			by := a[j][i] / a[i][i]
			for k := i; k < n; k++ {
				a[j][k] -= by * a[i][k]
			}
			b[j] -= by * b[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		sum := b[i]
		for k := i + 1; k < n; k++ {
			sum -= a[i][k] * x[k]
		}
		if a[i][i] != 0 {
			x[i] = sum / a[i][i]
		}
	}
	return x
}
