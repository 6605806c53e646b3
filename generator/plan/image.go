package plan

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// Image is one image of those that a file about several is written for.
type Image struct {
	// Name is the name of the member or the project; empty where the manifest has none.
	Name string
	Plan *Plan
}

// Secret is a secret that the build of an image can be given. ID names it and the environment
// variable that holds it.
type Secret struct {
	ID string
	// Required says that the build fails without it.
	Required bool
}

// ImageNames are names for images that bake's targets, compose's services and repositories of
// a registry can all have: lower-case letters, digits and single dashes between them. An image
// without a name is "app". Two images of one name are an error.
func ImageNames(images []Image) ([]string, diag.List) {
	var names []string
	var findings diag.List
	for i, image := range images {
		name := imageName(image.Name)
		if first := slices.Index(names, name); first >= 0 {
			findings = append(findings, diag.Errorf("duplicate-service", images[i].Manifest(),
				"%q and %q would both be the service %s", images[first].Name, image.Name, name).
				WithFix("rename one of them, or write the file for one of them alone with --package"))
		}
		names = append(names, name)
	}
	return names, append(findings, processClashes(images, names)...)
}

// ProcessName is the name of a process of an image, beside those of ImageNames.
func ProcessName(image, process string) string { return image + "-" + process }

// processClashes reports processes that would be called like an image.
func processClashes(images []Image, names []string) (findings diag.List) {
	for i, image := range images {
		for _, p := range image.Plan.Processes {
			if slices.Contains(names, ProcessName(names[i], p.Name)) {
				findings = append(findings, diag.Errorf("duplicate-service", image.Manifest(),
					"the process %s of %q and a member would both be the service %s", p.Name, image.Name, ProcessName(names[i], p.Name)).
					WithFix("rename the process, or write the file for one of them alone with --package"))
			}
		}
	}
	return findings
}

func imageName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	if len(words) == 0 {
		return "app"
	}
	return strings.Join(words, "-")
}

// Manifest is where the image's name stands.
func (i Image) Manifest() diag.Place {
	return diag.Place{File: path.Join(i.Plan.Project.Dir, "pyproject.toml")}
}

// Dockerfile is the path of the Dockerfile seen from the build context, which may begin with
// "../". Bake and compose take it so, unlike `docker build --file`.
func (p *Plan) Dockerfile() string {
	if strings.HasPrefix(p.Context.Dir, "..") {
		// The stages repeat the directories between the context and the lock root.
		return path.Join(strings.TrimPrefix(p.Context.Workdir, "/src"), p.Output)[1:]
	}
	from, to := segments(p.Context.Dir), segments(p.Output)
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// segments are the names of a clean relative path; none for ".".
func segments(file string) []string {
	if file == "." {
		return nil
	}
	return strings.Split(file, "/")
}

// Secrets are those of all stages, sorted by ID.
func (p *Plan) Secrets() []Secret {
	mounts := slices.Concat(p.Dependencies.Mounts, p.Project.Mounts)
	if p.Lock != nil {
		mounts = append(mounts, p.Lock.Mounts...)
	}
	required := map[string]bool{}
	var ids []string
	for _, mount := range mounts {
		fields := strings.Split(mount, ",")
		if fields[0] != "type=secret" {
			continue
		}
		for _, f := range fields {
			if id, ok := strings.CutPrefix(f, "id="); ok {
				ids = append(ids, id)
				required[id] = required[id] || slices.Contains(fields, "required=true")
			}
		}
	}
	slices.Sort(ids)
	var out []Secret
	for _, id := range slices.Compact(ids) {
		out = append(out, Secret{id, required[id]})
	}
	return out
}
