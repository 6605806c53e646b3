package plan

// collectStatic plans Django's collectstatic. Settings that are read from the environment and
// have no default must exist while it runs; the values are used by that one RUN and by nothing else.
func (b *builder) collectStatic() *CollectStatic {
	c := &CollectStatic{Manage: b.in.Service.Manage}
	c.Env = []Env{{"DJANGO_SETTINGS_MODULE", b.in.Service.SettingsModule}}
	return c
}
