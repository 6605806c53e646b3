package plan

// collectStatic plans Django's collectstatic. Settings that are read from the environment and
// have no default must exist while it runs; the values are used by that one RUN and by nothing else.
func (b *builder) collectStatic() *CollectStatic {
	c := &CollectStatic{Manage: b.in.Service.Manage}
	c.Env = []Env{{"DJANGO_SETTINGS_MODULE", b.in.Service.SettingsModule}}
	if !b.plan.Project.Script {
		// An installed project lies in its own prefix until the runtime stage puts it into
		// the environment.
		c.Env = append(c.Env, Env{"PYTHONPATH", "/opt/project/lib/python" + minor(b.in.Python) + "/site-packages"})
	}
	for _, e := range b.in.Service.BuildEnv {
		c.Env = append(c.Env, Env{e.Name, e.Value})
	}
	return c
}
