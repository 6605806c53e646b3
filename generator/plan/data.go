package plan

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// Data is a file or directory of the host that is mounted into the container: data of the project that
// is too large for an image, or what --volume names.
type Data struct {
	// Host is its path, absolute or relative to the lock root, Dir the absolute path in the container.
	Host string `json:"host"`
	Dir  string `json:"dir"`
	// Why says what mounts it, Writable that the process may change it.
	Why      string `json:"why"`
	Writable bool   `json:"writable,omitempty"`
}

// maxLooked bounds how many files are looked at in search of heavy ones.
const maxLooked = 200_000

// decideData keeps weights of models and the like out of the context, and says how the container
// gets them. What pyproject.toml names as package data is shipped all the same.
func (b *builder) decideData() {
	heavy := b.heavy()
	if len(heavy) == 0 {
		return
	}
	group := Group{Title: "Data that is too large for an image; mount it."}
	for _, file := range heavy {
		if _, source, ok := b.place(file.path); ok {
			group.Patterns = append(group.Patterns, escaped(source))
		}
		b.report(diag.Warningf("heavy-file", diag.Place{File: file.path}, "%s stays out of the image: data of that size is better mounted", megabytes(file.size)).
			WithFix("%s; to ship it all the same, name it as package data in pyproject.toml", b.mountIt(file.path)))
	}
	b.plan.Ignore = append(b.plan.Ignore, group)
	b.because("data", "Data", strings.Join(group.Patterns, ", "), own, "left out of the context and mounted read-only", "https://docs.docker.com/engine/storage/bind-mounts/")
}

// mountIt plans the mount of a heavy file and says how it is written. An installed package is read
// from its wheel, and where the program looks for the file then is its own matter.
func (b *builder) mountIt(file string) string {
	home, inside := within(file, b.in.dir())
	if !b.plan.Project.InApp() || !inside {
		return "mount it where the program looks for it: docker run -v PATH:PATH:ro"
	}
	if dir := path.Dir(home); dir != "." {
		home = dir
	}
	data := Data{Host: path.Join(b.in.dir(), home), Dir: path.Join("/app", b.in.Service.Inside, home), Why: "too large for the image"}
	if !slices.Contains(b.plan.Runtime.Data, data) {
		b.plan.Runtime.Data = append(b.plan.Runtime.Data, data)
	}
	return fmt.Sprintf("docker run -v ./%s:%s:ro", data.Host, data.Dir)
}

// heavyFile is a file of data, relative to the lock root, with its size in bytes.
type heavyFile struct {
	path string
	size int64
}

// heavy finds the data files in the directories that are copied, sorted by path.
func (b *builder) heavy() []heavyFile {
	var out []heavyFile
	looked := 0
	for dir := range b.ignoredIn().inOrder() {
		base := path.Join(b.in.Project.Base, dir)
		_ = fs.WalkDir(b.in.Project.FS, base, func(name string, d fs.DirEntry, err error) error {
			looked++
			switch {
			case err != nil:
				return fs.SkipDir
			case looked > maxLooked:
				return fs.SkipAll
			case d.IsDir() && name != base && hidden(d.Name()):
				return fs.SkipDir
			case !d.Type().IsRegular():
				return nil
			}
			file := path.Join(dir, strings.TrimPrefix(strings.TrimPrefix(name, base), "/"))
			if base == "." {
				file = name
			}
			if !b.isData(file) || b.mounted(file) {
				return nil
			}
			if info, err := d.Info(); err == nil && info.Size() >= b.in.Tables.Heavy.MinBytes {
				out = append(out, heavyFile{file, info.Size()})
			}
			return nil
		})
	}
	slices.SortFunc(out, func(x, y heavyFile) int { return strings.Compare(x.path, y.path) })
	return slices.Compact(out)
}

// hidden are directories that the .dockerignore leaves out or that hold no data of the project.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || name == "node_modules" || name == "__pycache__"
}

// isData says whether a file is data by its name, and not one that pyproject.toml ships.
func (b *builder) isData(file string) bool {
	heavy := b.in.Tables.Heavy
	ending := strings.ToLower(path.Ext(file))
	if slices.Contains(heavy.Endings, ending) {
		return !b.vendored(ending)
	}
	below := slices.ContainsFunc(strings.Split(path.Dir(file), "/"), func(dir string) bool { return slices.Contains(heavy.Directories, dir) })
	return below && ending != ".py" && (ending == "" || !b.vendored(ending))
}

// escaped is a path as a pattern of the .dockerignore that means it alone.
// Source: https://pkg.go.dev/path/filepath#Match
func escaped(file string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(file)
}

// megabytes is a size for readers: 1.2 GB, 870 MB.
func megabytes(bytes int64) string {
	if bytes >= 1e9 {
		return fmt.Sprintf("%.1f GB", float64(bytes)/1e9)
	}
	return fmt.Sprintf("%d MB", bytes/1e6)
}
