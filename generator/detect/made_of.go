package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// attribute finds the framework of what an attribute of an application holds: app.server of Dash.
func (s *sources) attribute(r ref, hops int) *knowledge.Framework {
	if r.rest == "" || strings.Contains(r.rest, ".") {
		return nil
	}
	return s.partOf(r, hops, func(fw knowledge.Framework) []string { return fw.Attributes })
}

// partOf finds the framework that lists "framework.rest" for the application that a reference
// goes into.
func (s *sources) partOf(r ref, hops int, list func(knowledge.Framework) []string) *knowledge.Framework {
	whole := r
	whole.rest = ""
	owner, _ := s.appOf(r.frame(), whole, hops-1)
	if owner == nil {
		return nil
	}
	for i := range s.in.Services.Frameworks {
		if fw := &s.in.Services.Frameworks[i]; slices.Contains(list(*fw), owner.Name+"."+r.rest) {
			return fw
		}
	}
	return nil
}

// chained follows a builder: Broker(url).with_result_backend(b), Application.builder().build().
func (s *sources) chained(fr frame, call *python.Expr, hops int) *knowledge.Framework {
	for inner := call; inner != nil; inner = inner.Func {
		if inner != call && inner.Kind == python.CallExpr && inner.Func.Kind == python.NameExpr {
			if fw := s.constructor(fr, inner.Func.Text, hops); fw != nil && fw.Chained {
				return fw
			}
			return nil
		}
	}
	return nil
}
